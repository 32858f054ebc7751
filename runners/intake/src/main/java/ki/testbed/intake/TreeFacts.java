package ki.testbed.intake;

import java.util.Optional;

/**
 * What all layers together hold.
 *
 * @param entries tar entries and directories that only their content implies, over all layers
 * @param unpackedBytes of all layers
 * @param privileged files with setuid, setgid or file capabilities, over all layers
 * @param workingDir what is at the config's working directory
 * @param program absent if neither image nor settings name one
 */
public record TreeFacts(
    long entries,
    long unpackedBytes,
    long privileged,
    WorkingDir workingDir,
    Optional<ProgramFacts> program) {
  /** What is at the config's working directory. */
  public enum WorkingDir {
    DIRECTORY,
    MISSING,
    /** A file is there; the image cannot be started. */
    NO_DIRECTORY
  }
}

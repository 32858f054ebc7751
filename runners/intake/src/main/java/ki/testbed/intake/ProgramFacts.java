package ki.testbed.intake;

/**
 * The file that would be started, links followed.
 *
 * @param name as the image or the manifest writes it
 * @param path inside the image, empty if missing
 * @param openToOthers whether any uid may read and run it, and pass all directories above it
 */
public record ProgramFacts(String name, String path, Kind kind, boolean openToOthers) {
  /** What a look at its first bytes and mode says. */
  public enum Kind {
    /** No file there, or one that is no regular file. */
    MISSING,
    /** A file without any execute permission. */
    NOT_EXECUTABLE,
    /** Starts with {@code #!}; its interpreter is not looked at. */
    SCRIPT,
    /** An ELF program for the processor of the image's platform. */
    NATIVE,
    /** An ELF program for another processor or word size. */
    FOREIGN,
    /** Executable permission, but no program a kernel would start. */
    NO_PROGRAM
  }
}

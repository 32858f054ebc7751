package ki.testbed.intake;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Runs {@link ArchiveCheck} in a Java process of its own with little memory, an end, and nothing
 * worth stealing.
 */
public final class IntakeProcess {
  /** How long a check may take unless said otherwise. */
  public static final Duration LIMIT = Duration.ofMinutes(10);

  private final IntakeCommand command;
  private final Duration limit;

  /**
   * Starts nothing yet.
   *
   * @param limit after it the process is killed, which is a finding (I103)
   */
  public IntakeProcess(IntakeCommand command, Duration limit) {
    this.command = command;
    this.limit = limit;
  }

  /**
   * As {@link ArchiveCheck#check(Path, IntakeBounds, ImageSettings)}.
   *
   * @throws IOException if the process cannot be started, or ends without an answer for no reason
   *     of the archive
   * @throws InterruptedException if the caller is interrupted; the process is gone then
   */
  public IntakeResult check(Path archive, IntakeBounds bounds, ImageSettings settings)
      throws IOException, InterruptedException {
    throw new UnsupportedOperationException(
        "the body follows in this module's next commits: " + command + limit);
  }
}

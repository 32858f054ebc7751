package ki.testbed.cli;

import java.util.List;

/**
 * Why a command cannot go on, in words for the person in front of it, with the exit code that says
 * so.
 */
final class ClientProblem extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final ExitCode code;
  private final List<String> lines;

  ClientProblem(ExitCode code, List<String> lines) {
    super(String.join(" ", lines), null, false, false);
    this.code = code;
    this.lines = List.copyOf(lines);
  }

  ClientProblem(ExitCode code, String line) {
    this(code, List.of(line));
  }

  /** The person, or the system, ended this program. */
  static ClientProblem interrupted() {
    Thread.currentThread().interrupt();
    return new ClientProblem(ExitCode.INTERRUPTED, List.of());
  }

  ExitCode code() {
    return code;
  }

  List<String> lines() {
    return lines;
  }
}

package ki.testbed.intake;

import java.io.IOException;

/** The child process: a request as one line of JSON on stdin, the result as JSON on stdout. */
public final class IntakeMain {
  private IntakeMain() {}

  /** Needs no arguments, environment or working directory. */
  public static void main(String[] arguments) throws IOException {
    var request = IntakeWire.readRequest(System.in);
    var result = ArchiveCheck.check(request.archive(), request.bounds(), request.settings());
    IntakeWire.write(result, System.out);
  }
}

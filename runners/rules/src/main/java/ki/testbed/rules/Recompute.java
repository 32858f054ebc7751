package ki.testbed.rules;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import ki.testbed.protocol.Sha256;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes a {@code result.json} again from the events of its run. Arguments: the file of events, the
 * file of the basis (or one that holds it in its field {@code basis}), and optionally the result to
 * compare with. Without the last one it prints the result; with it, one line, and ends with 1 where
 * a byte differs.
 */
public final class Recompute {
  private Recompute() {}

  /** Runs once and exits. */
  public static void main(String[] args) throws IOException {
    if (args.length < 2 || args.length > 3) {
      System.err.println("usage: Recompute <events> <basis> [<result>]");
      System.exit(64);
    }
    Path[] files = Arrays.stream(args).map(Path::of).toArray(Path[]::new);
    System.exit(run(files, System.out));
  }

  /** The result's bytes. */
  static byte[] bytes(Path events, Path basis) throws IOException {
    JsonNode json = new JsonMapper().readTree(Files.readAllBytes(basis));
    RunBasis read = RunBasis.fromJson(json.has("basis") ? json.path("basis") : json);
    return CanonicalJson.bytes(Results.of(EventsFile.read(events).facts(read)).toJson());
  }

  static int run(Path[] files, PrintStream out) throws IOException {
    byte[] made = bytes(files[0], files[1]);
    if (files.length == 2) {
      out.write(made);
      out.flush();
      return 0;
    }
    byte[] stored = Files.readAllBytes(files[2]);
    boolean same = Arrays.equals(made, stored);
    out.println(
        (same ? "SAME " : "RESULT_DIFFERS ")
            + Sha256.of(made).hex()
            + " "
            + Sha256.of(stored).hex());
    return same ? 0 : 1;
  }
}

package ki.testbed.cli;

import java.io.PrintWriter;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Entry point of the client: wires it to this machine's clock, chance, environment and terminal.
 */
public final class Main {
  private static final Duration A_MOMENT = Duration.ofSeconds(10);

  private Main() {}

  public static void main(String... arguments) {
    var words = Words.of(language(System.getenv()));
    var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    var screen = new Screen(out, err, terminal(), System::nanoTime);
    var line = Testbed.commandLine(() -> client(System.getenv(), screen, words), screen, words);
    System.exit(line.setOut(out).setErr(err).execute(arguments));
  }

  /**
   * As POSIX orders the variables; looked at here, as a JVM ignores them where the locale is not
   * installed.
   */
  private static Locale language(Map<String, String> environment) {
    return Stream.of("LC_ALL", "LC_MESSAGES", "LANG")
        .map(variable -> environment.getOrDefault(variable, ""))
        .filter(value -> !value.isEmpty())
        .findFirst()
        .map(value -> Locale.of(value.replaceAll("[_.@].*", "")))
        .orElse(Locale.ENGLISH);
  }

  private static boolean terminal() {
    var console = System.console();
    return console != null && console.isTerminal();
  }

  private static Client client(Map<String, String> environment, Screen screen, Words words) {
    var http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(A_MOMENT)
            .build();
    var patience = new Patience(A_MOMENT, Thread::sleep);
    var api = new Api(http, Credentials.find(environment, words), patience, words);
    return new Client(api, screen, words, patience.upTo(Duration.ofMinutes(2)), Main::key);
  }

  private static String key() {
    var bytes = new byte[16];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}

package ki.testbed.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** The client in front of a person: what it prints, how it ends; it never really waits. */
final class Console {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final AtomicLong clock = new AtomicLong();
  private final URI url;
  private final Words words;
  private int exit = -1;

  Console(URI url, Locale language) {
    this.url = url;
    this.words = Words.of(language);
  }

  static Console english(URI url) {
    return new Console(url, Locale.ENGLISH);
  }

  Console run(String... arguments) {
    var screen =
        new Screen(
            new PrintWriter(out),
            new PrintWriter(err),
            false,
            () -> clock.addAndGet(1_000_000_000L));
    var line = Testbed.commandLine(() -> client(screen), screen, words);
    exit = line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(arguments);
    return this;
  }

  private Client client(Screen screen) {
    var patience = new Patience(Duration.ofSeconds(3), _ -> {});
    var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    var api = new Api(http, new Credentials(url, "tb_secret"), patience, words);
    return new Client(
        api, screen, words, patience, () -> "0123456789abcdef" + clock.incrementAndGet());
  }

  String out() {
    return out.toString();
  }

  String err() {
    return err.toString();
  }

  int exit() {
    return exit;
  }
}

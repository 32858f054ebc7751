package ki.testbed.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;
import ki.testbed.protocol.Text;
import ki.testbed.rules.bundle.Line;
import ki.testbed.rules.bundle.PublicKeys;
import ki.testbed.rules.bundle.UnreadableException;
import ki.testbed.rules.bundle.Verification;
import ki.testbed.rules.bundle.Verifier;
import ki.testbed.rules.bundle.ZipSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Checks an evidence bundle without a testbed: exit code 0 good; 1 something does not hold; 2 not
 * readable; 3 good, but the key is not given, unknown or revoked.
 */
@Command(name = "verify", mixinStandardHelpOptions = true, versionProvider = Testbed.Version.class)
final class VerifyCommand implements Callable<Integer> {
  private static final int UNREADABLE = 2;

  private final Screen screen;
  private final Words words;

  @Parameters(index = "0", paramLabel = "BUNDLE")
  private Path bundle = Path.of("");

  @Option(names = "--key", paramLabel = "PEM")
  private Optional<Path> key = Optional.empty();

  @Option(names = "--revocations", paramLabel = "FILE")
  private Optional<Path> revocations = Optional.empty();

  VerifyCommand(Screen screen, Words words) {
    this.screen = screen;
    this.words = words;
  }

  @Override
  public Integer call() {
    try (var zip = new ZipFile(bundle.toFile())) {
      Verification found = Verifier.verify(new ZipSource(zip), given());
      screen.result(lines(found));
      screen.say(words.say("verify." + found.exit(), count(found)));
      screen.say(text(found.trust().words()));
      return found.exit();
    } catch (IOException | UnreadableException e) {
      screen.say(words.say("verify.unreadable", String.valueOf(e.getMessage())));
      return UNREADABLE;
    }
  }

  private Verifier.Given given() throws IOException {
    var pem =
        key.isPresent() ? Optional.of(Files.readAllBytes(key.get())) : Optional.<byte[]>empty();
    return new Verifier.Given(
        pem.map(PublicKeys::ofPem),
        revocations.isPresent() ? revoked(revocations.get()) : Set.of());
  }

  /** {@code {"keys": [..], "statements": [..]}}: ids of both. */
  private static Set<String> revoked(Path file) throws IOException {
    try {
      var json = JsonMapper.shared().readTree(Files.readAllBytes(file));
      Set<String> revoked = new HashSet<>();
      for (String list : List.of("keys", "statements")) {
        json.path(list).valueStream().forEach(one -> revoked.add(one.asString("")));
      }
      return revoked;
    } catch (JacksonException e) {
      throw new UnreadableException(file.getFileName() + " is no list of revocations", e);
    }
  }

  private String lines(Verification found) {
    return found.lines().stream()
        .map(line -> "%-10s %s: %s".formatted(line.status(), line.what(), text(line.why())))
        .collect(Collectors.joining("\n"));
  }

  private static String count(Verification found) {
    Map<Line.Status, Long> counts =
        found.lines().stream().collect(Collectors.groupingBy(Line::status, Collectors.counting()));
    return List.of(Line.Status.values()).stream()
        .filter(counts::containsKey)
        .map(status -> counts.get(status) + " " + status)
        .collect(Collectors.joining(", "));
  }

  private String text(Text text) {
    return words.language().getLanguage().equals("de") ? text.de() : text.en();
  }
}

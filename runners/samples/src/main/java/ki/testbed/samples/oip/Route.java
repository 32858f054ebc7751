package ki.testbed.samples.oip;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a path of the protocol asks for. */
sealed interface Route {
  record Server() implements Route {}

  record Live() implements Route {}

  record Ready() implements Route {}

  record Model(ModelRef ref) implements Route {}

  record ModelReady(ModelRef ref) implements Route {}

  record Infer(ModelRef ref) implements Route {}

  /** A model by name; by version too, if the path names one. */
  record ModelRef(String name, Optional<String> version) {
    boolean names(ModelCard card) {
      return card.name().equals(name) && version.map(card.version()::equals).orElse(true);
    }
  }

  Pattern MODEL =
      Pattern.compile(
          "/v2/models/(?<name>[^/]+)(/versions/(?<version>[^/]+))?(/(?<verb>ready|infer))?");

  static Optional<Route> of(String path) {
    return switch (path) {
      case "/v2" -> Optional.of(new Server());
      case "/v2/health/live" -> Optional.of(new Live());
      case "/v2/health/ready" -> Optional.of(new Ready());
      default -> Optional.of(MODEL.matcher(path)).filter(Matcher::matches).map(Route::ofModel);
    };
  }

  private static Route ofModel(Matcher path) {
    var ref = new ModelRef(path.group("name"), Optional.ofNullable(path.group("version")));
    return switch (Optional.ofNullable(path.group("verb")).orElse("")) {
      case "ready" -> new ModelReady(ref);
      case "infer" -> new Infer(ref);
      default -> new Model(ref);
    };
  }

  /** The one method this path answers to. */
  default String method() {
    return this instanceof Infer ? "POST" : "GET";
  }
}

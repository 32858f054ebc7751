package ki.testbed.rules.label;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The shipped scheme and small ones, for tests. */
final class MissionKi {
  static final LabelScheme SCHEME = LabelSchemes.shipped("mission-ki/1");

  private MissionKi() {}

  /** Files of the shipped scheme, one of them changed. */
  static Function<String, byte[]> with(String file, UnaryOperator<String> change) {
    return name -> {
      String text =
          new String(resource("/catalog/schemes/mission-ki/1/" + name), StandardCharsets.UTF_8);
      return (name.equals(file) ? change.apply(text) : text).getBytes(StandardCharsets.UTF_8);
    };
  }

  /** A scheme of the test's resources. */
  static LabelScheme toy(String name) {
    return LabelSchemes.read(file -> resource("/schemes/" + name + "/" + file));
  }

  /** Ratings by code; letters are levels of the shipped scheme: {@code VE1.1=A}. */
  static Ratings ratings(String... pairs) {
    Map<String, Integer> levels = new HashMap<>();
    Arrays.stream(pairs)
        .map(pair -> pair.split("="))
        .forEach(pair -> levels.put(pair[0], SCHEME.level(pair[1]).orElseThrow().number()));
    return new Ratings(levels);
  }

  private static byte[] resource(String path) {
    try (var in = Objects.requireNonNull(MissionKi.class.getResourceAsStream(path), path)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}

package ki.testbed.rules;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes ({@code Ki Mi Gi}) and durations ({@code ms s m}) as manifests and plans write them. */
final class Quantities {
  private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,8})(Ki|Mi|Gi)");
  private static final Pattern DURATION = Pattern.compile("([1-9][0-9]{0,8})(ms|s|m)");

  private Quantities() {}

  /** Bytes; empty if this is no size. */
  static OptionalLong bytes(String text) {
    Matcher size = SIZE.matcher(text);
    return size.matches()
        ? OptionalLong.of(Long.parseLong(size.group(1)) * unit(size.group(2)))
        : OptionalLong.empty();
  }

  /** Empty if this is no duration. */
  static Optional<Duration> duration(String text) {
    Matcher duration = DURATION.matcher(text);
    if (!duration.matches()) {
      return Optional.empty();
    }
    long count = Long.parseLong(duration.group(1));
    return Optional.of(
        switch (duration.group(2)) {
          case "ms" -> Duration.ofMillis(count);
          case "s" -> Duration.ofSeconds(count);
          default -> Duration.ofMinutes(count);
        });
  }

  /** In the largest unit that divides it. */
  static String show(long bytes) {
    for (String unit : new String[] {"Gi", "Mi", "Ki"}) {
      if (bytes != 0 && bytes % unit(unit) == 0) {
        return bytes / unit(unit) + unit;
      }
    }
    return Long.toString(bytes);
  }

  /** In the largest unit that divides it. */
  static String show(Duration duration) {
    if (duration.toMillisPart() != 0) {
      return duration.toMillis() + "ms";
    }
    return duration.toSecondsPart() == 0 ? duration.toMinutes() + "m" : duration.toSeconds() + "s";
  }

  private static long unit(String name) {
    return switch (name) {
      case "Ki" -> 1L << 10;
      case "Mi" -> 1L << 20;
      default -> 1L << 30;
    };
  }
}

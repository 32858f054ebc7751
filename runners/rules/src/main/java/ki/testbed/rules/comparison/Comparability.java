package ki.testbed.rules.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The gate before any delta, ranking or shared line: quality needs the same question, service and
 * resources need the same environment too.
 */
public final class Comparability {
  /** What is compared. */
  public enum Profile {
    /** How good answers are. */
    QUALITY,
    /** How fast, and at what cost. */
    SERVICE
  }

  /** Says the gate. */
  public sealed interface Outcome {
    /** Numbers of both may stand side by side. */
    record Comparable() implements Outcome {}

    /** They may not, because of these. */
    record NotComparable(List<Difference> fields) implements Outcome {
      public NotComparable {
        fields = List.copyOf(fields);
      }
    }
  }

  /** One reason; {@code ABSENT} where a run does not have the field. */
  public record Difference(String field, String first, String second) {}

  private static final double MOST_STEAL = 0.01;
  private static final double CALIBRATION_TOLERANCE = 0.10;
  private static final String ABSENT = "ABSENT";
  private static final Pattern MAJOR_MINOR = Pattern.compile("^(\\d+\\.\\d+).*", Pattern.DOTALL);

  /** May differ between runs that are compared. */
  private static final Set<String> FREE = Set.of("seed", "node.name", "nodeName");

  private final List<Difference> differences = new ArrayList<>();

  private Comparability() {}

  /** Whether these two may be compared. */
  public static Outcome of(ComparedRun first, ComparedRun second, Profile profile) {
    var gate = new Comparability();
    gate.fields(first.question(), second.question());
    if (profile == Profile.SERVICE) {
      gate.fields(first.environment(), second.environment());
      gate.observed(first, second);
      gate.calibrations(first.calibrationMedians(), second.calibrationMedians());
    }
    return gate.differences.isEmpty()
        ? new Outcome.Comparable()
        : new Outcome.NotComparable(gate.differences);
  }

  private void fields(Map<String, String> first, Map<String, String> second) {
    for (String name : names(first, second)) {
      String one = shown(name, first);
      String other = shown(name, second);
      if (!one.equals(other) && !FREE.contains(name)) {
        differences.add(new Difference(name, one, other));
      }
    }
  }

  private static Set<String> names(Map<String, ?> first, Map<String, ?> second) {
    Set<String> names = new TreeSet<>(first.keySet());
    names.addAll(second.keySet());
    return names;
  }

  /** Of a kernel only major and minor version count. */
  private static String shown(String name, Map<String, String> fields) {
    String value = fields.getOrDefault(name, ABSENT);
    Matcher version = MAJOR_MINOR.matcher(value);
    boolean kernel = name.equals("kernel") || name.endsWith(".kernel");
    return kernel && version.matches() ? version.group(1) : value;
  }

  private void observed(ComparedRun first, ComparedRun second) {
    if (tooMuch(first) || tooMuch(second)) {
      differences.add(new Difference("steal", steal(first), steal(second)));
    }
    if (!first.throttles().isEmpty() || !second.throttles().isEmpty()) {
      differences.add(new Difference("throttle", throttles(first), throttles(second)));
    }
    if (disturbed(first) || disturbed(second)) {
      differences.add(new Difference("foreignLoad", foreign(first), foreign(second)));
    }
  }

  private static boolean tooMuch(ComparedRun run) {
    return run.steal().orElse(1) >= MOST_STEAL;
  }

  private static String steal(ComparedRun run) {
    return run.steal().isPresent() ? Double.toString(run.steal().getAsDouble()) : ABSENT;
  }

  private static String throttles(ComparedRun run) {
    return run.throttles().stream().sorted().toList().toString();
  }

  private static boolean disturbed(ComparedRun run) {
    return run.foreignLoad().orElse(true);
  }

  private static String foreign(ComparedRun run) {
    return run.foreignLoad().map(String::valueOf).orElse(ABSENT);
  }

  private void calibrations(Map<String, Long> first, Map<String, Long> second) {
    if (first.isEmpty() && second.isEmpty()) {
      differences.add(new Difference("calibration", ABSENT, ABSENT));
    }
    for (String name : names(first, second)) {
      Optional<Long> one = Optional.ofNullable(first.get(name));
      Optional<Long> other = Optional.ofNullable(second.get(name));
      boolean near = one.isPresent() && other.isPresent() && near(one.get(), other.get());
      if (!near) {
        differences.add(
            new Difference(
                "calibration." + name,
                one.map(String::valueOf).orElse(ABSENT),
                other.map(String::valueOf).orElse(ABSENT)));
      }
    }
  }

  /** Within a tenth of the smaller one. */
  private static boolean near(long one, long other) {
    return Math.abs(one - other) <= CALIBRATION_TOLERANCE * Math.min(one, other);
  }
}

package ki.testbed.rules;

import static ki.testbed.protocol.ScenarioKind.ACCURACY;
import static ki.testbed.protocol.ScenarioKind.BURST;
import static ki.testbed.protocol.ScenarioKind.CONCURRENCY;
import static ki.testbed.protocol.ScenarioKind.DETERMINISM;
import static ki.testbed.protocol.ScenarioKind.FAULTS;
import static ki.testbed.protocol.ScenarioKind.INTERACTIVE;
import static ki.testbed.protocol.ScenarioKind.MULTI;
import static ki.testbed.protocol.ScenarioKind.OFFLINE;
import static ki.testbed.protocol.ScenarioKind.ROBUSTNESS;
import static ki.testbed.protocol.ScenarioKind.SERVER;
import static ki.testbed.protocol.ScenarioKind.SINGLE;
import static ki.testbed.protocol.ScenarioKind.SOAK;
import static ki.testbed.rules.MetricDefinition.Direction.HIGHER;
import static ki.testbed.rules.MetricDefinition.Direction.LOWER;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ki.testbed.protocol.Scenario;
import ki.testbed.protocol.ScenarioKind;
import ki.testbed.protocol.ScenarioOptions;
import ki.testbed.protocol.Text;

/** Every metric this testbed can measure. */
public final class MetricDefinitions {
  public static final String ERROR_SHARE = "error_share@1";
  public static final String THROUGHPUT = "throughput@1";
  public static final String ACCURACY_SHARE = "accuracy@1";
  public static final String EQUAL_SHARE = "equal_share@1";
  public static final String FLIP_SHARE = "flip_share@1";
  public static final String SUT_CPU_SECONDS = "sut_cpu_seconds@1";
  public static final String SUT_MEMORY_PEAK = "sut_memory_peak@1";
  public static final String GOOD_SHARE = "good_share@1";
  public static final String GOODPUT = "goodput@1";
  public static final String TOKENS_PER_SECOND = "tokens_per_second@1";
  public static final String RECOVERY = "recovery_seconds@1";
  public static final String REFUSED_SHARE = "refused_share@1";
  public static final String RECOVERED_SHARE = "recovered_share@1";
  public static final String COLD_START_SECONDS = "cold_start_seconds@1";

  /** Bounds of percentiles, exact for independent exchanges, corrected for dependence. */
  static final String QUANTILE = "quantile/1";

  private static final Set<ScenarioKind> LOADED =
      EnumSet.of(SINGLE, SERVER, BURST, SOAK, INTERACTIVE);
  private static final Set<ScenarioKind> ALL = EnumSet.allOf(ScenarioKind.class);

  private static final List<MetricDefinition> DEFINITIONS =
      joined(
          Stream.of(severities(), thirds(), groups(), levels(), tokens())
              .flatMap(List::stream)
              .toList(),
          latency("latency_p50@1", 500_000, "p50"),
          latency("latency_p90@1", 900_000, "p90"),
          latency("latency_p95@1", 950_000, "p95"),
          latency("latency_p99@1", 990_000, "p99"),
          latency("latency_p999@1", 999_000, "p99.9"),
          of(
              THROUGHPUT,
              "Durchsatz",
              "Throughput",
              "1/s",
              HIGHER,
              "rate/1",
              EnumSet.of(SINGLE, SERVER, OFFLINE, MULTI, BURST, SOAK, INTERACTIVE)),
          of(
              ERROR_SHARE,
              "Fehleranteil",
              "Share of failures",
              "1",
              LOWER,
              "clopper-pearson/1",
              ALL),
          of(
              ACCURACY_SHARE,
              "Genauigkeit",
              "Accuracy",
              "1",
              HIGHER,
              "clopper-pearson/1",
              EnumSet.of(ACCURACY, ROBUSTNESS)),
          of(
              RECOVERY,
              "Erholung nach einem Schub",
              "Recovery after a burst",
              "s",
              LOWER,
              "reading/1",
              EnumSet.of(BURST)),
          of(
              REFUSED_SHARE,
              "Abgelehnte Falscheingaben",
              "Refused bad requests",
              "1",
              HIGHER,
              "clopper-pearson/1",
              EnumSet.of(FAULTS)),
          of(
              RECOVERED_SHARE,
              "Antworten gleich nach einer Störung",
              "Answers right after a fault",
              "1",
              HIGHER,
              "clopper-pearson/1",
              EnumSet.of(FAULTS)),
          of(
              FLIP_SHARE,
              "Durch Störung falsch",
              "Made wrong by a disturbance",
              "1",
              LOWER,
              "clopper-pearson/1",
              EnumSet.of(ROBUSTNESS)),
          of(
              EQUAL_SHARE,
              "Gleiche Antworten",
              "Equal answers",
              "1",
              HIGHER,
              "wilson/1",
              EnumSet.of(DETERMINISM)),
          of(SUT_CPU_SECONDS, "Rechenzeit", "CPU time", "s", LOWER, "reading/1", ALL),
          of(SUT_MEMORY_PEAK, "Speicherspitze", "Peak memory", "By", LOWER, "reading/1", ALL),
          of(COLD_START_SECONDS, "Kaltstart", "Cold start", "s", LOWER, "reading/1", ALL));

  private MetricDefinitions() {}

  /** All of them, in the order in which people read them. */
  public static List<MetricDefinition> all() {
    return DEFINITIONS;
  }

  /** The one with this id and version. */
  public static Optional<MetricDefinition> find(String id) {
    return DEFINITIONS.stream().filter(one -> one.id().equals(id)).findFirst();
  }

  /** Those a scenario of this kind may yield. */
  public static List<MetricDefinition> of(ScenarioKind kind) {
    return DEFINITIONS.stream().filter(one -> one.kinds().contains(kind)).toList();
  }

  /** Those this scenario yields. */
  public static List<MetricDefinition> of(Scenario scenario) {
    return of(scenario.kind()).stream().filter(one -> isAsked(one, scenario)).toList();
  }

  /** Whether a scenario yields a metric. */
  public static boolean isAsked(MetricDefinition metric, Scenario scenario) {
    return metric.kinds().contains(scenario.kind())
        && (scenario.kind() != CONCURRENCY
            || ScenarioOptions.LEVELS.stream()
                .filter(level -> atLevel(level).contains(metric.id()))
                .allMatch(scenario.asked().levels()::contains));
  }

  /** Throughput with so many exchanges in flight. */
  static String throughputAt(int level) {
    return "throughput_c" + level + "@1";
  }

  private static List<String> atLevel(int level) {
    return List.of(throughputAt(level), "latency_c" + level + "_p90@1");
  }

  private static List<MetricDefinition> thirds() {
    return IntStream.rangeClosed(1, 3)
        .boxed()
        .flatMap(third ->
            Stream.of("p50", "p99")
                .map(p ->
                    percentile(
                        "latency_third" + third + "_" + p + "@1",
                        "Antwortzeit " + p + ", Drittel " + third,
                        "Latency " + p + ", third " + third,
                        p.equals("p50") ? 500_000 : 990_000,
                        EnumSet.of(SOAK))))
        .toList();
  }

  private static List<MetricDefinition> groups() {
    return Stream.of("p50 500000", "p90 900000", "p99 990000")
        .map(one -> one.split(" "))
        .map(one ->
            percentile(
                "latency_group_" + one[0] + "@1",
                "Antwortzeit von Gruppen " + one[0],
                "Latency of groups " + one[0],
                Integer.parseInt(one[1]),
                EnumSet.of(MULTI)))
        .toList();
  }

  private static List<MetricDefinition> levels() {
    return ScenarioOptions.LEVELS.stream()
        .flatMap(level ->
            Stream.of(
                of(
                    throughputAt(level),
                    "Durchsatz bei " + level + " zugleich",
                    "Throughput with " + level + " in flight",
                    "1/s",
                    HIGHER,
                    "rate/1",
                    EnumSet.of(CONCURRENCY)),
                percentile(
                    "latency_c" + level + "_p90@1",
                    "Antwortzeit p90 bei " + level + " zugleich",
                    "Latency p90 with " + level + " in flight",
                    900_000,
                    EnumSet.of(CONCURRENCY))))
        .toList();
  }

  /**
   * Times of tokens; the names say which of the definitions in use is meant (see {@link Streams}).
   */
  private static List<MetricDefinition> tokens() {
    Set<ScenarioKind> kinds = EnumSet.of(INTERACTIVE);
    Stream<MetricDefinition> times =
        Stream.of(
                "ttft|Erstes Token|First token",
                "tpot|Zeit je weiterem Token|Time per further token",
                "tpot_chunk|Zeit je Token nach dem ersten Stück|Time per token after the first piece",
                "tpot_first|Zeit je Token, das erste mitgezählt|Time per token, the first included",
                "itl|Abstand der Stücke|Gap between pieces",
                "itl_max|Größter Abstand der Stücke|Largest gap between pieces")
            .map(one -> one.split("\\|"))
            .flatMap(one ->
                Stream.of("p50 500000", "p90 900000", "p99 990000")
                    .map(p -> p.split(" "))
                    .map(p ->
                        percentile(
                            one[0] + "_" + p[0] + "@1",
                            one[1] + " " + p[0],
                            one[2] + " " + p[0],
                            Integer.parseInt(p[1]),
                            kinds)));
    return Stream.concat(
            times,
            Stream.of(
                of(
                    GOOD_SHARE,
                    "Anteil innerhalb aller Grenzen",
                    "Share within all limits",
                    "1",
                    HIGHER,
                    "clopper-pearson/1",
                    kinds),
                of(
                    GOODPUT,
                    "Durchsatz innerhalb aller Grenzen",
                    "Throughput within all limits",
                    "1/s",
                    HIGHER,
                    "rate/1",
                    kinds),
                of(
                    TOKENS_PER_SECOND,
                    "Token je Sekunde",
                    "Tokens per second",
                    "1/s",
                    HIGHER,
                    "reading/1",
                    kinds)))
        .toList();
  }

  private static MetricDefinition percentile(
      String id, String de, String en, int ppm, Set<ScenarioKind> kinds) {
    return new MetricDefinition(
        id, new Text(de, en), "ms", LOWER, QUANTILE, kinds, OptionalInt.of(ppm));
  }

  /** Accuracy at one severity of disturbance, from 1. */
  static String accuracyAt(int severity) {
    return "accuracy_severity" + severity + "@1";
  }

  private static List<MetricDefinition> severities() {
    return IntStream.rangeClosed(1, ScenarioKind.SEVERITIES)
        .mapToObj(s ->
            of(
                accuracyAt(s),
                "Genauigkeit bei Störung der Stufe " + s,
                "Accuracy at disturbance of severity " + s,
                "1",
                HIGHER,
                "clopper-pearson/1",
                EnumSet.of(ROBUSTNESS)))
        .toList();
  }

  private static List<MetricDefinition> joined(
      List<MetricDefinition> severities, MetricDefinition... others) {
    return Stream.concat(Arrays.stream(others), severities.stream()).toList();
  }

  private static MetricDefinition latency(String id, int ppm, String name) {
    return percentile(id, "Antwortzeit " + name, "Latency " + name, ppm, LOADED);
  }

  private static MetricDefinition of(
      String id,
      String de,
      String en,
      String unit,
      MetricDefinition.Direction good,
      String method,
      Set<ScenarioKind> kinds) {
    return new MetricDefinition(
        id, new Text(de, en), unit, good, method, kinds, OptionalInt.empty());
  }
}

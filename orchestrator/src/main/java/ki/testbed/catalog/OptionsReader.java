package ki.testbed.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import ki.testbed.protocol.ScenarioKind;
import ki.testbed.protocol.ScenarioOptions;
import ki.testbed.protocol.ScenarioOptions.Burst;
import ki.testbed.protocol.ScenarioOptions.Slo;

/** What only some kinds of scenarios ask for; the window of `concurrency` is that of each level. */
record OptionsReader(Fields fields) {
  private static final Map<String, ScenarioKind> BELONGS_TO =
      Map.of(
          "samplesPerGroup", ScenarioKind.MULTI,
          "inFlight", ScenarioKind.CONCURRENCY,
          "burst", ScenarioKind.BURST,
          "maxTokens", ScenarioKind.INTERACTIVE,
          "slo", ScenarioKind.INTERACTIVE);
  private static final int LONGEST_MS = 3_600_000;
  private static final long NANOS_PER_MILLI = 1_000_000;

  /** The options; empty only together with a finding. */
  Optional<ScenarioOptions> read(ScenarioKind kind) {
    BELONGS_TO.forEach((name, owner) -> refuseElsewhere(name, owner, kind));
    boolean caching = fields.has("cachingAllowed") && fields.flag("cachingAllowed");
    return switch (kind) {
      case MULTI ->
          Optional.of(
              with(
                  caching,
                  ScenarioOptions.ofGroup(
                      fields.integer("samplesPerGroup", 1, ScenarioOptions.MOST_GROUP))));
      case CONCURRENCY -> levels().map(ScenarioOptions::ofLevels).map(one -> with(caching, one));
      case BURST ->
          fields
              .oneOf("burst", Map.of("gamma", Burst.GAMMA, "on-off", Burst.ON_OFF))
              .map(ScenarioOptions::ofBurst)
              .map(one -> with(caching, one));
      case INTERACTIVE ->
          Optional.of(
              with(
                  caching,
                  ScenarioOptions.ofTokens(
                      fields.integer("maxTokens", 1, ScenarioOptions.MOST_TOKENS), slo())));
      case SINGLE, SERVER, SOAK, ACCURACY, OFFLINE, ROBUSTNESS, DETERMINISM, FAULTS, COLD_START ->
          Optional.of(with(caching, ScenarioOptions.NONE));
    };
  }

  private static ScenarioOptions with(boolean caching, ScenarioOptions one) {
    return new ScenarioOptions(
        one.group(), one.levels(), one.burst(), one.maxTokens(), one.slo(), caching);
  }

  private void refuseElsewhere(String name, ScenarioKind owner, ScenarioKind kind) {
    if (kind != owner && fields.has(name)) {
      fields
          .findings()
          .mismatch(
              fields.pointer(name),
              "Das gehört nicht zu diesem Szenario.",
              "This does not belong to this scenario.");
    }
  }

  private Optional<List<Integer>> levels() {
    var levels = new ArrayList<Integer>();
    for (String word : fields.words("inFlight", Pattern.compile("[1-9][0-9]{0,3}"))) {
      levels.add(Integer.valueOf(word));
    }
    boolean fits =
        !levels.isEmpty()
            && ScenarioOptions.LEVELS.containsAll(levels)
            && Set.copyOf(levels).size() == levels.size()
            && levels.equals(levels.stream().sorted().toList());
    if (!fits) {
      fields
          .findings()
          .wrong(
              fields.pointer("inFlight"),
              "aufsteigende Zweierpotenzen bis 1024, in Anführungszeichen",
              "rising powers of two up to 1024, in quotes");
    }
    return fits ? Optional.of(levels) : Optional.empty();
  }

  private Slo slo() {
    Fields slo = fields.group("slo", Set.of("ttftMs", "tpotMs", "e2eMs"));
    return new Slo(ns(slo, "ttftMs"), ns(slo, "tpotMs"), ns(slo, "e2eMs"));
  }

  private static long ns(Fields slo, String name) {
    return slo.integer(name, 1, LONGEST_MS) * NANOS_PER_MILLI;
  }
}

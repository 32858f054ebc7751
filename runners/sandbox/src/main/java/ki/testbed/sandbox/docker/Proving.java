package ki.testbed.sandbox.docker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import ki.testbed.sandbox.BackendFacts;
import ki.testbed.sandbox.NodeProof;
import ki.testbed.sandbox.Resources;
import ki.testbed.sandbox.SandboxRefused;
import tools.jackson.databind.JsonNode;

/**
 * Proves on containers of its own that an engine keeps the profile: one tries everything and is
 * then left behind for the reaper to find, one takes memory without end.
 */
final class Proving {
  private static final Duration LIMIT = Duration.ofSeconds(45);
  private static final Duration CLOCK_SKEW = Duration.ofSeconds(5);
  private static final Resources PROBE = new Resources(1000, 256L << 20, 64, 1 << 20, 1 << 20);
  private static final Resources HOARD = new Resources(1000, 96L << 20, 64, 1 << 20, 1 << 20);

  private final Engine engine;
  private final Errands errands;
  private final Reaping reaping;
  private final InstantSource clock;

  Proving(Engine engine, Errands errands, Reaping reaping, InstantSource clock) {
    this.engine = engine;
    this.errands = errands;
    this.reaping = reaping;
    this.clock = clock;
  }

  NodeProof prove(String image) {
    JsonNode info = engine.read("", "/info");
    BackendFacts facts = Facts.of(info, engine.read("", "/version"));
    reaping.with(image, true);
    SequencedMap<String, String> seen = new TreeMap<>();
    seen.put("clock", clock(info));
    try {
      probe(image, Json.flag(info, "SwapLimit"), seen);
      hoard(image, Json.flag(info, "SwapLimit"), seen);
      seen.put("left", Integer.toString(errands.left()));
    } catch (SandboxRefused refused) {
      seen.put("profile", refused.getMessage() == null ? "refused" : refused.getMessage());
    } catch (EngineAnswer answer) {
      seen.put("profile", answer.words());
    }
    return NodeProof.of(facts.tier(), facts.details().getOrDefault("cgroup", ""), figures(), seen);
  }

  private static Map<String, String> figures() {
    return Map.of(
        "memory", Long.toString(PROBE.memoryBytes()),
        "pids", Integer.toString(PROBE.pids()),
        "user", Integer.toString(40_000 + Errands.USER_NUMBER));
  }

  private String clock(JsonNode info) {
    return Json.time(info, "SystemTime")
        .map(theirs -> Duration.between(theirs, clock.instant()).abs())
        .map(skew -> skew.compareTo(CLOCK_SKEW) < 0 ? "right" : "off by " + skew.toSeconds() + " s")
        .orElse("unknown");
  }

  private void probe(String image, boolean swap, Map<String, String> seen) {
    try (Canary canary = Canary.listen()) {
      seen.put("canary.hears", Boolean.toString(canary.hears()));
      Errand probe = errands.hardened("probe", image, PROBE, swap, canary.addresses());
      Errand.Said said =
          errands.run(probe, LIMIT, line -> line.startsWith("end\t"), id -> leaveBehind(id, seen));
      said.lines().forEach(line -> put(line, seen));
      seen.computeIfAbsent("end", _ -> "too early: " + said.lastWords());
      seen.put("canary.heard", Integer.toString(canary.heard()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void put(String line, Map<String, String> seen) {
    int tab = line.indexOf('\t');
    if (tab > 0) {
      seen.put(line.substring(0, tab), Words.clean(line.substring(tab + 1)));
    }
  }

  /** The probe stays on purpose: who finds it finds others. */
  private void leaveBehind(String id, Map<String, String> seen) {
    long pid = Json.number(engine.read("", "/containers/" + id + "/json"), "State", "Pid");
    if (Cgroup.of(pid, id).isPresent()) {
      reaping.sees();
    }
    List<String> killed = reaping.reap(id);
    seen.put("reaper", killed.isEmpty() ? "found nothing" : "finds and kills");
  }

  private void hoard(String image, boolean swap, Map<String, String> seen) {
    Errand.Said said = errands.run(errands.hardened("hoard", image, HOARD, swap, List.of()), LIMIT);
    seen.put("felt.memory", said.oomKilled() ? "killed" : "exit " + said.exitCode());
  }
}

package ki.testbed.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ki.testbed.sandbox.BackendFacts.Tier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Observations against the expectations that ship. */
class NodeProofTests {
  private static final Map<String, String> FIGURES =
      Map.of("memory", "1024", "pids", "64", "user", "60000");

  /** What a node shows that keeps everything, made from the expectations themselves. */
  private static Map<String, String> kept() {
    var seen = new HashMap<String, String>();
    NodeProof.of(Tier.T1, "1", FIGURES, Map.of())
        .deviations()
        .forEach(missing ->
            seen.put(
                missing.name(),
                missing.expected().replaceFirst("^>= ", "").replaceFirst(" \\| .*", "")));
    return seen;
  }

  private static List<String> deviations(Tier tier, Map<String, String> seen) {
    return NodeProof.of(tier, "1", FIGURES, seen).deviations().stream()
        .map(Deviation::toString)
        .toList();
  }

  @Test
  void nodeThatKeepsEverythingPasses() {
    assertThat(deviations(Tier.T1, kept())).isEmpty();
    assertThat(kept()).hasSizeGreaterThan(140);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "status.Seccomp; 0; status.Seccomp is 0, not 2",
        "call.ptrace.traceme; ok; call.ptrace.traceme is ok, not EPERM",
        "socket.packet; ok; socket.packet is ok, not EPERM",
        "bound.memory; max; bound.memory is max, not 1024",
        "status.Uid; 0 0 0 0; status.Uid is 0 0 0 0, not 60000 60000 60000 60000",
        "interfaces; eth0 lo; interfaces is eth0 lo, not lo",
        "disk.free.mib; 2047; disk.free.mib is 2047, not >= 2048",
        "reaper; found nothing; reaper is found nothing, not finds and kills"
      })
  void lineThatDiffersIsNamed(String name, String value, String sentence) {
    Map<String, String> seen = kept();
    seen.put(name, value);
    assertThat(deviations(Tier.T1, seen)).containsExactly(sentence);
  }

  @Test
  void moreRoomThanNeededIsNoDeviation() {
    Map<String, String> seen = kept();
    seen.put("disk.free.mib", "99999");
    seen.put("disk.free.files", "unbounded");
    assertThat(deviations(Tier.T1, seen)).isEmpty();
  }

  @Test
  void whatWasNotLookedAtAndWhatNobodyExpectsAreNamed() {
    Map<String, String> seen = kept();
    seen.remove("status.NoNewPrivs");
    seen.put("mount./host", "writable");
    assertThat(deviations(Tier.T1, seen))
        .containsExactly(
            "mount./host is writable, not nothing", "status.NoNewPrivs is nothing, not 1");
  }

  @Test
  void rootOfTheMachineIsExpectedInOneTierOnly() {
    Map<String, String> seen = kept();
    assertThat(deviations(Tier.T0, seen))
        .containsExactly("user.map is own, not root is the machine's");
  }

  @Test
  void sameObservationsHaveTheSameHash() {
    NodeProof one = NodeProof.of(Tier.T1, "1", FIGURES, kept());
    NodeProof other = NodeProof.of(Tier.T1, "1", FIGURES, new HashMap<>(kept()));
    assertThat(one.sha256()).isEqualTo(other.sha256());
    assertThat(one.passed()).isTrue();
    Map<String, String> weak = kept();
    weak.put("status.Seccomp", "0");
    assertThat(NodeProof.of(Tier.T1, "1", FIGURES, weak).sha256()).isNotEqualTo(one.sha256());
  }
}

package ki.testbed.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import ki.testbed.protocol.Sha256;

/**
 * What a container of the hardened profile saw on a node, and where that is not what it must see.
 *
 * @param tier isolation whose expectations these are
 * @param seen observations by name
 * @param deviations in the order of their names; empty if the node keeps the profile
 */
public record NodeProof(
    BackendFacts.Tier tier, SequencedMap<String, String> seen, List<Deviation> deviations) {
  public NodeProof {
    seen = java.util.Collections.unmodifiableSequencedMap(new TreeMap<>(seen));
    deviations = List.copyOf(deviations);
  }

  /**
   * Compares with the expectations for this tier.
   *
   * @param cgroup version of control groups, 1 or 2
   * @param figures by the names that the expectations use for what differs from probe to probe
   */
  public static NodeProof of(
      BackendFacts.Tier tier,
      String cgroup,
      Map<String, String> figures,
      Map<String, String> seen) {
    return new NodeProof(
        tier, new TreeMap<>(seen), Expectations.of(tier, cgroup, figures).deviations(seen));
  }

  /** Whether runs may start there. */
  public boolean passed() {
    return deviations.isEmpty();
  }

  /** All of it as text, the same for the same observations; its hash names the proof. */
  public byte[] bytes() {
    String body =
        seen.entrySet().stream()
            .map(one -> one.getKey() + "\t" + one.getValue() + "\n")
            .collect(Collectors.joining());
    String end =
        deviations.stream().map(one -> "deviation\t" + one + "\n").collect(Collectors.joining());
    return ("tier\t" + tier + "\n" + body + end).getBytes(StandardCharsets.UTF_8);
  }

  /** Hash of {@link #bytes}. */
  public Sha256 sha256() {
    return Sha256.of(bytes());
  }
}

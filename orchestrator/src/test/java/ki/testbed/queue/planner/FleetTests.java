package ki.testbed.queue.planner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FleetTests {
  private static final Shape HALF = new Shape(4000, 8192, 1, 500, Set.of());
  private static final Shape WHOLE = new Shape(4000, 8192, 1, 1000, Set.of());
  private static final Shape FOUR = new Shape(16000, 32768, 4, 1000, Set.of());

  @Test
  void twoHalvesShareADeviceSoThatAWholeOneStaysFree() {
    Fleet fleet =
        fleet(
            List.of(NodeFree.whole("a", "T4", 32000, 65536, 2)),
            PlacementPolicy.FGD_STEP,
            List.of(HALF, WHOLE));
    Placement first = fleet.place(HALF).orElseThrow();
    assertThat(fleet.place(HALF).orElseThrow().lanes()).isEqualTo(first.lanes());
    assertThat(fleet.place(WHOLE)).isPresent();
  }

  @Test
  void aShapeForOneModelGoesToThatModelOnly() {
    List<NodeFree> nodes =
        List.of(
            NodeFree.whole("a", "T4", 32000, 65536, 4),
            NodeFree.whole("b", "A100", 32000, 65536, 4));
    Shape picky = new Shape(1000, 1024, 1, 1000, Set.of("A100"));
    Fleet fleet = fleet(nodes, PlacementPolicy.FGD_STEP, List.of(picky, WHOLE));
    assertThat(fleet.place(picky).orElseThrow().node()).isEqualTo(1);
  }

  @Test
  void countsAreNoPlaceFourDevicesFreeOnTwoNodesAreNotANode() {
    List<NodeFree> nodes =
        List.of(
            NodeFree.whole("a", "T4", 32000, 65536, 2), NodeFree.whole("b", "T4", 32000, 65536, 2));
    assertThat(fleet(nodes, PlacementPolicy.FGD_STEP, List.of(FOUR)).find(FOUR)).isEmpty();
  }

  @Test
  void whatIsReleasedCanBePlacedAgain() {
    Fleet fleet =
        fleet(
            List.of(NodeFree.whole("a", "T4", 32000, 65536, 4)),
            PlacementPolicy.FGD_STEP,
            List.of(FOUR));
    Placement placed = fleet.place(FOUR).orElseThrow();
    assertThat(fleet.find(FOUR)).isEmpty();
    fleet.release(FOUR, placed);
    assertThat(fleet.find(FOUR)).contains(placed);
  }

  @ParameterizedTest
  @EnumSource(PlacementPolicy.class)
  void keptScoresNeverDifferFromFreshOnes(PlacementPolicy policy) {
    long seed = 20_260_301;
    Random random = new Random(seed);
    List<Shape> mix =
        List.of(
            HALF,
            WHOLE,
            FOUR,
            new Shape(2000, 1024, 0, 0, Set.of()),
            new Shape(1000, 1024, 1, 230, Set.of("A100")));
    List<NodeFree> nodes = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      nodes.add(
          NodeFree.whole(
              "n" + i, i % 3 == 0 ? "A100" : "T4", 48000, 131072, 1 + random.nextInt(8)));
    }
    Fleet kept = fleet(nodes, policy, mix);
    List<Taken> taken = new ArrayList<>();
    for (int step = 0; step < 400; step++) {
      if (!taken.isEmpty() && random.nextInt(3) == 0) {
        Taken ended = taken.remove(random.nextInt(taken.size()));
        kept.release(ended.shape(), ended.placement());
        continue;
      }
      Shape shape = mix.get(random.nextInt(mix.size()));
      Optional<Placement> expected = fleet(withTaken(nodes, taken), policy, mix, nodes).find(shape);
      Optional<Placement> found = kept.place(shape);
      assertThat(found).as("seed %d step %d", seed, step).isEqualTo(expected);
      found.ifPresent(placement -> taken.add(new Taken(shape, placement)));
    }
    assertThat(taken).isNotEmpty();
  }

  private record Taken(Shape shape, Placement placement) {}

  private static List<NodeFree> withTaken(List<NodeFree> nodes, List<Taken> taken) {
    List<NodeFree> left = new ArrayList<>(nodes);
    for (Taken one : taken) {
      NodeFree node = left.get(one.placement().node());
      List<Integer> free = new ArrayList<>(node.free());
      one.placement().lanes().forEach(lane -> free.set(lane, free.get(lane) - one.shape().milli()));
      left.set(
          one.placement().node(),
          new NodeFree(
              node.id(),
              node.model(),
              node.cpuMilli() - one.shape().cpuMilli(),
              node.memMib() - one.shape().memMib(),
              free));
    }
    return left;
  }

  private static Fleet fleet(List<NodeFree> nodes, PlacementPolicy policy, List<Shape> mix) {
    return fleet(nodes, policy, mix, nodes);
  }

  /**
   * A fresh fleet of what is left, with the full sizes of the whole one as its scale: one giant
   * full node carries them.
   */
  private static Fleet fleet(
      List<NodeFree> left, PlacementPolicy policy, List<Shape> mix, List<NodeFree> whole) {
    return new Fleet(left, policy.typical(mix), policy, Fleet.Scale.of(whole));
  }
}

package ki.testbed.queue.planner;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The free capacity of many nodes, and where the next sandbox goes. Confined to one thread. Scores
 * are kept per shape and node and made again only for nodes that changed, so a decision costs one
 * pass over the nodes.
 */
public final class Fleet {
  private final PlacementPolicy policy;
  private final FleetNode[] nodes;
  private final Scale scale;
  private final Map<Shape, Scores> scores = new HashMap<>();

  /** Nodes with nothing on them, and the mix that usually comes. */
  public Fleet(List<NodeFree> nodes, TypicalShapes typical, PlacementPolicy policy) {
    this(nodes, typical, policy, Scale.of(nodes));
  }

  /** Nodes as they are now, and the largest sizes of the pool when it is empty. */
  public Fleet(List<NodeFree> nodes, TypicalShapes typical, PlacementPolicy policy, Scale scale) {
    this.policy = policy;
    this.scale = scale;
    Map<String, Fragmentation> byModel = new HashMap<>();
    this.nodes =
        nodes.stream()
            .map(n ->
                new FleetNode(
                    n,
                    byModel.computeIfAbsent(n.model(), model -> Fragmentation.on(model, typical))))
            .toArray(FleetNode[]::new);
  }

  /** Largest device share and CPU of any node of the pool, by which fullness is compared. */
  public record Scale(double idle, double cpuMilli) {
    /** The scale of these nodes with nothing on them. */
    public static Scale of(List<NodeFree> whole) {
      return new Scale(
          Math.max(1, whole.stream().mapToInt(NodeFree::idle).max().orElse(1)),
          Math.max(1, whole.stream().mapToInt(NodeFree::cpuMilli).max().orElse(1)));
    }
  }

  /** The best place for a shape, or none now; nothing is taken yet. */
  public Optional<Placement> find(Shape shape) {
    Scores kept = scores.computeIfAbsent(shape, _ -> new Scores(nodes.length));
    int best = -1;
    for (int i = 0; i < nodes.length; i++) {
      FleetNode node = nodes[i];
      if (kept.version[i] != node.version()) {
        kept.renew(i, node, shape);
      }
      if (kept.lane[i] != Scores.NOWHERE && (best < 0 || kept.better(i, best))) {
        best = i;
      }
    }
    return best < 0
        ? Optional.empty()
        : Optional.of(new Placement(best, lanes(shape, best, kept.lane[best])));
  }

  /** Finds a place and takes it. */
  public Optional<Placement> place(Shape shape) {
    Optional<Placement> found = find(shape);
    found.ifPresent(placement -> nodes[placement.node()].take(shape, placement.lanes()));
    return found;
  }

  /** Gives back what a placement took. */
  public void release(Shape shape, Placement placement) {
    nodes[placement.node()].give(shape, placement.lanes());
  }

  /** Free thousandths of all devices. */
  public long idle() {
    return Arrays.stream(nodes).mapToLong(FleetNode::idle).sum();
  }

  private List<Integer> lanes(Shape shape, int node, int lane) {
    if (shape.devices() <= 1) {
      return shape.devices() == 0 ? List.of() : List.of(lane);
    }
    List<Integer> lanes = new ArrayList<>();
    int[] free = nodes[node].free();
    for (int d = 0; d < free.length && lanes.size() < shape.devices(); d++) {
      if (free[d] == 1000) {
        lanes.add(d);
      }
    }
    return lanes;
  }

  /** What is known of one shape on every node. */
  private final class Scores {
    private static final int NOWHERE = -1;
    private final int[] version;
    private final int[] lane;
    private final long[] score;
    private final double[] fullness;

    Scores(int size) {
      version = new int[size];
      lane = new int[size];
      score = new long[size];
      fullness = new double[size];
      Arrays.fill(version, -1);
    }

    void renew(int i, FleetNode node, Shape shape) {
      version[i] = node.version();
      FleetNode.Choice choice = node.choose(shape);
      lane[i] = choice.lane();
      if (choice.lane() != NOWHERE) {
        score[i] = policy.score(choice.gain());
        fullness[i] = node.idle() / scale.idle() + node.cpuMilli() / scale.cpuMilli();
      }
    }

    boolean better(int i, int than) {
      return score[i] != score[than] ? score[i] > score[than] : fullness[i] < fullness[than];
    }
  }
}

package ki.testbed.queue.planner;

import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Nodes and pods of a real GPU cluster, and the inflation protocol by which fragmentation-aware
 * packing was published.
 */
record OpenTrace(List<NodeFree> nodes, List<Shape> pods) {

  static OpenTrace read(Path folder, String trace) throws IOException {
    List<NodeFree> nodes =
        rows(folder.resolve("openb_node_list_gpu_node.csv")).stream()
            .map(r ->
                NodeFree.whole(
                    r.get("sn"),
                    r.get("model"),
                    number(r, "cpu_milli"),
                    number(r, "memory_mib"),
                    number(r, "gpu")))
            .toList();
    return new OpenTrace(
        nodes,
        rows(folder.resolve("openb_pod_list_" + trace + ".csv")).stream()
            .map(OpenTrace::shape)
            .toList());
  }

  int capacityMilli() {
    return nodes.stream().mapToInt(NodeFree::idle).sum();
  }

  /**
   * Shuffled, then topped up with rows drawn uniformly until 130 % of the devices are asked for.
   */
  List<Shape> inflated(long seed) {
    Random random = new Random(seed);
    List<Shape> arrivals = new ArrayList<>(pods);
    Collections.shuffle(arrivals, random);
    long asked = arrivals.stream().mapToLong(Shape::totalMilli).sum();
    while (asked < 1.30 * capacityMilli()) {
      Shape next = pods.get(random.nextInt(pods.size()));
      arrivals.add(next);
      asked += next.totalMilli();
    }
    return arrivals;
  }

  private static Shape shape(Map<String, String> row) {
    int devices = number(row, "num_gpu");
    int milli = devices == 0 ? 0 : devices > 1 ? 1000 : number(row, "gpu_milli");
    String spec = row.getOrDefault("gpu_spec", "");
    Set<String> models =
        spec.isEmpty() ? Set.of() : Arrays.stream(spec.split("\\|")).collect(toSet());
    return new Shape(number(row, "cpu_milli"), number(row, "memory_mib"), devices, milli, models);
  }

  private static int number(Map<String, String> row, String column) {
    String text = row.getOrDefault(column, "");
    return text.isEmpty() ? 0 : Integer.parseInt(text);
  }

  private static List<Map<String, String>> rows(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    String[] names = lines.getFirst().split(",", -1);
    return lines.stream().skip(1).map(line -> row(names, line.split(",", -1))).toList();
  }

  private static Map<String, String> row(String[] names, String[] cells) {
    Map<String, String> row = new HashMap<>();
    for (int i = 0; i < names.length && i < cells.length; i++) {
      row.put(names[i], cells[i]);
    }
    return row;
  }
}

package ki.testbed.intake;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import ki.testbed.protocol.Finding;

/**
 * Collects findings; of each kind the first few are kept and the others counted, as an archive can
 * hold half a million.
 */
final class Findings {
  private static final int KEPT = 10;

  private final SortedMap<String, List<Finding>> kept = new TreeMap<>();
  private final SortedMap<String, Long> others = new TreeMap<>();

  void add(Finding finding) {
    List<Finding> same = kept.computeIfAbsent(finding.id(), _ -> new ArrayList<>());
    if (same.size() < KEPT) {
      same.add(finding);
    } else {
      others.merge(finding.id(), 1L, Long::sum);
    }
  }

  boolean has(ImageCode... codes) {
    for (ImageCode code : codes) {
      if (kept.containsKey(code.name())) {
        return true;
      }
    }
    return false;
  }

  /** By severity, then by id. */
  List<Finding> all() {
    var all = new ArrayList<Finding>();
    kept.values().forEach(all::addAll);
    others.forEach((id, count) -> all.add(ImageCode.valueOf(id).more(count)));
    all.sort(Comparator.comparing(Finding::severity).thenComparing(Finding::id));
    return all;
  }
}

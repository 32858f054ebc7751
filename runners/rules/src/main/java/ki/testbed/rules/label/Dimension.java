package ki.testbed.rules.label;

import java.util.List;
import ki.testbed.protocol.Text;

/** A group of label criteria. */
public record Dimension(String code, Text name, List<LabelCriterion> criteria) {
  public Dimension {
    criteria = List.copyOf(criteria);
  }
}

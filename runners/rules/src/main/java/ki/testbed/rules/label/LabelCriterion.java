package ki.testbed.rules.label;

import java.util.Map;
import ki.testbed.protocol.Text;

/**
 * What a scheme gives a class to.
 *
 * @param dimension code of the group it is in
 * @param externalIds what others call it, by the name of their id
 * @param gated whether questions decide that it is not relevant at all
 */
public record LabelCriterion(
    String code, String dimension, Text name, Map<String, String> externalIds, boolean gated) {
  public LabelCriterion {
    externalIds = Map.copyOf(externalIds);
  }
}

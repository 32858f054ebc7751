package ki.testbed.rules.label;

import java.util.Set;
import ki.testbed.protocol.Text;

/**
 * The smallest thing that is rated.
 *
 * @param criterion code of the label criterion it belongs to
 * @param title in our own words
 * @param sameAs codes of indicators that ask the same, so that evidence for one is evidence for all
 */
public record Indicator(
    String code,
    String criterion,
    Text title,
    Kind kind,
    Scope scope,
    Weighting weighting,
    Measurability measurability,
    Set<String> sameAs) {
  public Indicator {
    sameAs = Set.copyOf(sameAs);
  }
}

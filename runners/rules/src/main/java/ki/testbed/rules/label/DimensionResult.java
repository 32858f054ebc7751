package ki.testbed.rules.label;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What came out for a dimension; only ever shown with its rows, as its two numbers may come from
 * different ones.
 *
 * @param rating the lowest class of the relevant label criteria; absent if none is known to be
 *     relevant
 * @param target number of the highest level demanded, as far as it is known
 * @param passed whether rating reaches target
 */
public record DimensionResult(
    String code,
    Optional<LevelRange> rating,
    OptionalInt target,
    Fulfilment passed,
    List<LabelCriterionResult> rows) {
  public DimensionResult {
    rows = List.copyOf(rows);
  }
}

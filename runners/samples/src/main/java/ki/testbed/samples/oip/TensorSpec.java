package ki.testbed.samples.oip;

import java.util.List;

/**
 * A tensor as the metadata declares it.
 *
 * @param shape sizes of the dimensions, -1 where the client chooses
 */
public record TensorSpec(String name, TensorType datatype, List<Integer> shape) {
  public TensorSpec {
    shape = List.copyOf(shape);
  }

  /** A list of any length. */
  public static TensorSpec list(String name, TensorType datatype) {
    return new TensorSpec(name, datatype, List.of(-1));
  }

  boolean fits(List<Integer> actual) {
    if (actual.size() != shape.size()) {
      return false;
    }
    for (int i = 0; i < shape.size(); i++) {
      int size = actual.get(i);
      if (size < 1 || shape.get(i) != -1 && shape.get(i) != size) {
        return false;
      }
    }
    return true;
  }
}

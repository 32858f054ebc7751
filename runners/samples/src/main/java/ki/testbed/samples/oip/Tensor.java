package ki.testbed.samples.oip;

import java.util.List;

/**
 * Values of one input or output.
 *
 * @param data the elements, row-major: {@code String} for BYTES, {@code Float} for FP32
 */
public record Tensor(String name, TensorType datatype, List<Integer> shape, List<Object> data) {
  public Tensor {
    shape = List.copyOf(shape);
    data = List.copyOf(data);
  }

  /** A one-dimensional tensor. */
  public static Tensor list(String name, TensorType datatype, List<?> data) {
    return new Tensor(name, datatype, List.of(data.size()), List.copyOf(data));
  }

  /** The elements of a BYTES tensor. */
  public List<String> texts() {
    return data.stream().map(String.class::cast).toList();
  }
}

package ki.testbed.runner.driver;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Name, datatype and shape of a tensor, as declared or as sent.
 *
 * @param shape -1 for a variable dimension, only in declarations
 */
record Tensor(String name, String datatype, List<Long> shape) {
  Tensor {
    shape = List.copyOf(shape);
  }

  /** Reads the three fields; empty if one is missing or of the wrong kind. */
  static Optional<Tensor> read(JsonNode node) {
    JsonNode name = node.path("name");
    JsonNode datatype = node.path("datatype");
    JsonNode shape = node.path("shape");
    if (!name.isString() || !datatype.isString() || !shape.isArray()) {
      return Optional.empty();
    }
    List<Long> dimensions = new ArrayList<>();
    for (JsonNode dimension : shape) {
      if (!dimension.isIntegralNumber()
          || !dimension.canConvertToLong()
          || dimension.longValue() < -1) {
        return Optional.empty();
      }
      dimensions.add(dimension.longValue());
    }
    return Optional.of(new Tensor(name.stringValue(), datatype.stringValue(), dimensions));
  }

  /** Reads a list of tensors; empty if one is not readable. */
  static Optional<List<Tensor>> readAll(JsonNode array) {
    List<Tensor> tensors = new ArrayList<>();
    for (JsonNode node : array) {
      Optional<Tensor> tensor = read(node);
      if (tensor.isEmpty()) {
        return Optional.empty();
      }
      tensors.add(tensor.get());
    }
    return array.isArray() ? Optional.of(tensors) : Optional.empty();
  }

  /** Whether this, as sent, is what the declaration says. */
  boolean fits(Tensor declared) {
    if (!name.equals(declared.name)
        || !datatype.equals(declared.datatype)
        || shape.size() != declared.shape.size()) {
      return false;
    }
    for (int i = 0; i < shape.size(); i++) {
      if (declared.shape.get(i) != -1 && !declared.shape.get(i).equals(shape.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Number of elements of a tensor as sent; -1 if a dimension is open or the product overflows. */
  long elements() {
    long product = 1;
    for (long dimension : shape) {
      if (dimension < 0 || (dimension > 0 && product > Integer.MAX_VALUE / dimension)) {
        return -1;
      }
      product *= dimension;
    }
    return product;
  }

  /** Whether data, flat or nested, has exactly the elements of the shape, each of the datatype. */
  boolean holds(JsonNode data) {
    return data.isArray() && elements() >= 0 && count(data) == elements();
  }

  private long count(JsonNode data) {
    long count = 0;
    for (JsonNode element : data) {
      if (element.isArray()) {
        long inner = count(element);
        if (inner < 0) {
          return -1;
        }
        count += inner;
      } else if (isElement(element)) {
        count++;
      } else {
        return -1;
      }
    }
    return count;
  }

  private boolean isElement(JsonNode value) {
    return switch (datatype) {
      case "BOOL" -> value.isBoolean();
      case "BYTES" -> value.isString();
      case "FP32", "FP64" -> value.isNumber();
      case "INT8" -> isSigned(value, 8);
      case "INT16" -> isSigned(value, 16);
      case "INT32" -> isSigned(value, 32);
      case "INT64" -> isSigned(value, 64);
      case "UINT8" -> isUnsigned(value, 8);
      case "UINT16" -> isUnsigned(value, 16);
      case "UINT32" -> isUnsigned(value, 32);
      case "UINT64" -> isUnsigned(value, 64);
      default -> false;
    };
  }

  private static boolean isSigned(JsonNode value, int bits) {
    return value.isIntegralNumber() && value.bigIntegerValue().bitLength() < bits;
  }

  private static boolean isUnsigned(JsonNode value, int bits) {
    BigInteger number =
        value.isIntegralNumber() ? value.bigIntegerValue() : BigInteger.ONE.negate();
    return number.signum() >= 0 && number.bitLength() <= bits;
  }

  /** Whether the datatype has a form in JSON. */
  boolean hasJsonForm() {
    return switch (datatype) {
      case "BOOL",
          "BYTES",
          "FP32",
          "FP64",
          "INT8",
          "INT16",
          "INT32",
          "INT64",
          "UINT8",
          "UINT16",
          "UINT32",
          "UINT64" ->
          true;
      default -> false;
    };
  }
}

package ki.testbed.samples.oip;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** Datatypes the samples use; names are those of the protocol. */
public enum TensorType {
  /** Text; in JSON a string. */
  BYTES {
    @Override
    boolean accepts(JsonNode element) {
      return element.isString();
    }

    @Override
    Object read(JsonNode element) {
      return element.stringValue();
    }

    @Override
    void write(JsonGenerator json, Object element) {
      json.writeString((String) element);
    }
  },
  /** 32-bit floating point; in JSON a number. */
  FP32 {
    @Override
    boolean accepts(JsonNode element) {
      return element.isNumber();
    }

    @Override
    Object read(JsonNode element) {
      return element.floatValue();
    }

    @Override
    void write(JsonGenerator json, Object element) {
      json.writeNumber((float) element);
    }
  };

  abstract boolean accepts(JsonNode element);

  abstract Object read(JsonNode element);

  abstract void write(JsonGenerator json, Object element);
}

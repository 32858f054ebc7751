package ki.testbed.samples.oip;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A checked request: it fits the model's declaration.
 *
 * @param id what the client calls it, echoed in the answer
 * @param inputs in declared order
 * @param wanted names of the outputs to send; empty means all
 */
record InferRequest(Optional<String> id, List<Tensor> inputs, Set<String> wanted) {
  private static final int MOST_ELEMENTS = 1024;
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  static InferRequest parse(byte[] body, ModelCard card) throws OipRefusal {
    var root = tree(body);
    return new InferRequest(
        id(root), inputs(root.path("inputs"), card), wanted(root.path("outputs"), card));
  }

  boolean wants(Tensor output) {
    return wanted.isEmpty() || wanted.contains(output.name());
  }

  private static JsonNode tree(byte[] body) throws OipRefusal {
    try {
      var root = JSON.readTree(body);
      if (root.isObject()) {
        return root;
      }
    } catch (JacksonException e) {
      throw OipRefusal.badRequest("the body is not valid JSON: " + e.getOriginalMessage());
    }
    throw OipRefusal.badRequest("the body must be a JSON object");
  }

  private static Optional<String> id(JsonNode root) throws OipRefusal {
    var id = root.path("id");
    if (id.isMissingNode()) {
      return Optional.empty();
    }
    if (!id.isString()) {
      throw OipRefusal.badRequest("id must be a string");
    }
    return Optional.of(id.stringValue());
  }

  private static List<Tensor> inputs(JsonNode given, ModelCard card) throws OipRefusal {
    if (!given.isArray() || given.size() != card.inputs().size()) {
      throw OipRefusal.badRequest(
          "inputs must be a list of " + card.inputs().size() + " tensor(s)");
    }
    var inputs = new ArrayList<Tensor>();
    for (var spec : card.inputs()) {
      inputs.add(tensor(named(given, spec.name()), spec));
    }
    return inputs;
  }

  private static JsonNode named(JsonNode given, String name) throws OipRefusal {
    for (var tensor : given) {
      if (tensor.path("name").asString("").equals(name)) {
        return tensor;
      }
    }
    throw OipRefusal.badRequest("input tensor '" + name + "' is missing");
  }

  private static Tensor tensor(JsonNode given, TensorSpec spec) throws OipRefusal {
    if (!given.path("datatype").asString("").equals(spec.datatype().name())) {
      throw OipRefusal.badRequest("datatype of '" + spec.name() + "' must be " + spec.datatype());
    }
    var shape = shape(given.path("shape"), spec);
    var data = elements(given.path("data"), spec);
    if (data.size()
        != shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact)) {
      throw OipRefusal.badRequest(
          "'" + spec.name() + "' has " + data.size() + " elements, its shape says otherwise");
    }
    return new Tensor(spec.name(), spec.datatype(), shape, data);
  }

  private static List<Integer> shape(JsonNode given, TensorSpec spec) throws OipRefusal {
    var shape = new ArrayList<Integer>();
    for (var size : given) {
      shape.add(size.canConvertToInt() ? size.intValue() : -1);
    }
    if (!given.isArray()
        || !spec.fits(shape)
        || shape.stream().anyMatch(size -> size > MOST_ELEMENTS)) {
      throw OipRefusal.badRequest(
          "shape of '"
              + spec.name()
              + "' must fit "
              + spec.shape()
              + ", each at most "
              + MOST_ELEMENTS);
    }
    return shape;
  }

  private static List<Object> elements(JsonNode given, TensorSpec spec) throws OipRefusal {
    if (!given.isArray()) {
      throw OipRefusal.badRequest("data of '" + spec.name() + "' must be a list");
    }
    var elements = new ArrayList<>(given.size());
    for (var element : given) {
      if (!spec.datatype().accepts(element)) {
        throw OipRefusal.badRequest(
            "data of '" + spec.name() + "' must hold " + spec.datatype() + " elements only");
      }
      elements.add(spec.datatype().read(element));
    }
    return elements;
  }

  private static Set<String> wanted(JsonNode given, ModelCard card) throws OipRefusal {
    var declared = card.outputs().stream().map(TensorSpec::name).toList();
    var wanted = new HashSet<String>();
    for (var output : given) {
      var name = output.path("name").asString("");
      if (!declared.contains(name)) {
        throw OipRefusal.badRequest("there is no such output; the outputs are " + declared);
      }
      wanted.add(name);
    }
    return wanted;
  }
}

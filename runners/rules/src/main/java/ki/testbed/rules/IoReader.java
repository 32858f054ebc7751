package ki.testbed.rules;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import ki.testbed.protocol.Text;
import tools.jackson.databind.JsonNode;

/** Reads {@code io}: the tensors a SUT says it takes and gives. */
final class IoReader {
  private static final int MAX_TENSORS = 32;
  private static final int MAX_DIMENSIONS = 16;
  private static final Pattern DATATYPE = Pattern.compile("BOOL|U?INT(8|16|32|64)|FP(32|64)|BYTES");

  private IoReader() {}

  static Manifest.Io read(Section top) {
    Section io = top.section("io", "inputs", "outputs");
    return new Manifest.Io(tensors(io, "inputs"), tensors(io, "outputs"));
  }

  private static List<Manifest.Tensor> tensors(Section io, String name) {
    return io.list(
        name,
        MAX_TENSORS,
        (node, at) -> Optional.of(tensor(new Section(node, at, io.findings(), fields()))));
  }

  private static List<String> fields() {
    return List.of("name", "datatype", "shape");
  }

  private static Manifest.Tensor tensor(Section tensor) {
    for (String required : fields()) {
      if (tensor.field(required).isEmpty()) {
        tensor
            .findings()
            .missing(tensor.pointer(required), "{name: text, datatype: BYTES, shape: [-1]}");
      }
    }
    String datatypes = "`BOOL`, `UINT8`-`UINT64`, `INT8`-`INT64`, `FP32`, `FP64`, `BYTES`";
    return new Manifest.Tensor(
        tensor.text("name", 128).orElse(""),
        tensor.word("datatype", DATATYPE, new Text(datatypes, datatypes)).orElse(""),
        tensor.list("shape", MAX_DIMENSIONS, (node, at) -> dimension(node, at, tensor.findings())));
  }

  private static Optional<Long> dimension(JsonNode node, String at, ManifestFindings findings) {
    boolean good =
        node.isIntegralNumber()
            && node.canConvertToLong()
            && (node.longValue() == -1 || node.longValue() > 0);
    if (!good) {
      findings.wrong(
          at, new Text("-1 oder positiv", "-1 or positive"), Section.scalar(node).orElse(".."));
    }
    return good ? Optional.of(node.longValue()) : Optional.empty();
  }
}

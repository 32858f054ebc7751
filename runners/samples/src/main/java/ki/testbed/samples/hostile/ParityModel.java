package ki.testbed.samples.hostile;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import ki.testbed.samples.oip.ModelCard;
import ki.testbed.samples.oip.OipModel;
import ki.testbed.samples.oip.OipRefusal;
import ki.testbed.samples.oip.Tensor;
import ki.testbed.samples.oip.TensorSpec;
import ki.testbed.samples.oip.TensorType;

/** Says whether a text ends with an even or an odd digit, and acts on the way. */
final class ParityModel implements OipModel {
  /** Answers of a conformance check and a few more. */
  private static final long LATER = 18;

  private static final ModelCard CARD =
      new ModelCard(
          "langid",
          "1",
          "hostile",
          List.of(TensorSpec.list("text", TensorType.BYTES)),
          List.of(
              TensorSpec.list("label", TensorType.BYTES),
              TensorSpec.list("confidence", TensorType.FP32)));

  private final Act act;
  private final AtomicLong asked = new AtomicLong();

  ParityModel(Act act) {
    this.act = act;
  }

  @Override
  public ModelCard card() {
    return CARD;
  }

  @Override
  public boolean ready() {
    return true;
  }

  @Override
  public List<Tensor> infer(List<Tensor> inputs) throws OipRefusal {
    long before = asked.getAndIncrement();
    if (act == Act.PREDICTIONS_FAIL) {
      throw new OipRefusal(500, "on purpose");
    }
    if (act.when() == Act.When.EACH || (act.when() == Act.When.LATER && before >= LATER)) {
      act.commit();
    }
    List<String> texts = inputs.getFirst().texts();
    return List.of(
        Tensor.list("label", TensorType.BYTES, texts.stream().map(ParityModel::parity).toList()),
        Tensor.list("confidence", TensorType.FP32, Collections.nCopies(texts.size(), 1f)));
  }

  private static String parity(String digits) {
    return digits.isEmpty() || digits.charAt(digits.length() - 1) % 2 == 0 ? "even" : "odd";
  }
}

package ki.testbed.samples.broken;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import ki.testbed.samples.oip.ModelCard;
import ki.testbed.samples.oip.OipModel;
import ki.testbed.samples.oip.OipRefusal;
import ki.testbed.samples.oip.Tensor;
import ki.testbed.samples.oip.TensorSpec;
import ki.testbed.samples.oip.TensorType;

/**
 * Looks like the language identification sample, says "eng" to everything, and fails as its script
 * wants.
 */
final class BrokenModel implements OipModel {
  private static final int EXIT_CODE_OF_A_CRASH = 3;
  private static final int ANSWERS_BEFORE_OOM = 250;
  private static final ModelCard CARD =
      new ModelCard(
          "langid",
          "1",
          "broken",
          List.of(TensorSpec.list("text", TensorType.BYTES)),
          List.of(
              TensorSpec.list("label", TensorType.BYTES),
              TensorSpec.list("confidence", TensorType.FP32)));

  private final Script script;
  private final AtomicLong asked = new AtomicLong();

  BrokenModel(Script script) {
    this.script = script;
  }

  @Override
  public ModelCard card() {
    return CARD;
  }

  @Override
  public boolean ready() {
    return script.fault() != Fault.NOTREADY;
  }

  @Override
  public List<Tensor> infer(List<Tensor> inputs) throws OipRefusal {
    long before = asked.getAndIncrement();
    return switch (script.fault()) {
      case ERROR500 -> throw new OipRefusal(500, "broken on purpose");
      case ERROR500_LATER -> goodUntil(before, inputs);
      case WRONG -> labelled("zxx", inputs);
      case OOM_LATER -> hungryAfter(before, inputs);
      case CRASH_LATER -> crashAfter(before, inputs);
      case SLOW -> slowly(inputs);
      case EXIT, NOPORT, NOTREADY, OOM, IGNORE_SIGTERM -> labelled("eng", inputs);
    };
  }

  private List<Tensor> goodUntil(long before, List<Tensor> inputs) throws OipRefusal {
    if (before >= script.number()) {
      throw new OipRefusal(500, "broken on purpose after " + script.number() + " answers");
    }
    return labelled("eng", inputs);
  }

  private List<Tensor> hungryAfter(long before, List<Tensor> inputs) {
    if (before == ANSWERS_BEFORE_OOM) {
      Memory.devour(script.number());
    }
    return labelled("eng", inputs);
  }

  private List<Tensor> crashAfter(long before, List<Tensor> inputs) {
    if (before >= script.number()) {
      Runtime.getRuntime().halt(EXIT_CODE_OF_A_CRASH);
    }
    return labelled("eng", inputs);
  }

  private List<Tensor> slowly(List<Tensor> inputs) throws OipRefusal {
    try {
      Thread.sleep(Duration.ofMillis(script.number()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OipRefusal(503, "the server is stopping");
    }
    return labelled("eng", inputs);
  }

  /** "zxx" is the code for "no linguistic content": right for none of our texts. */
  private static List<Tensor> labelled(String label, List<Tensor> inputs) {
    int n = inputs.getFirst().data().size();
    return List.of(
        Tensor.list("label", TensorType.BYTES, Collections.nCopies(n, label)),
        Tensor.list("confidence", TensorType.FP32, Collections.nCopies(n, 1f)));
  }
}

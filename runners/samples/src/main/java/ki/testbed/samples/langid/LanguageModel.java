package ki.testbed.samples.langid;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import ki.testbed.samples.oip.ModelCard;
import ki.testbed.samples.oip.OipModel;
import ki.testbed.samples.oip.OipRefusal;
import ki.testbed.samples.oip.Tensor;
import ki.testbed.samples.oip.TensorSpec;
import ki.testbed.samples.oip.TensorType;
import opennlp.tools.langdetect.Language;
import opennlp.tools.langdetect.LanguageDetector;
import opennlp.tools.langdetect.LanguageDetectorModel;
import opennlp.tools.langdetect.ThreadSafeLanguageDetectorME;

/**
 * The pretrained model {@code langdetect-183} (103 languages, Apache-2.0): texts in, ISO 639-3
 * codes and their probabilities out.
 */
public final class LanguageModel implements OipModel {
  private static final int MOST_CHARACTERS = 100_000;
  private static final ModelCard CARD =
      new ModelCard(
          "langid",
          "1",
          "opennlp",
          List.of(TensorSpec.list("text", TensorType.BYTES)),
          List.of(
              TensorSpec.list("label", TensorType.BYTES),
              TensorSpec.list("confidence", TensorType.FP32)));

  private final AtomicReference<Optional<LanguageDetector>> detector =
      new AtomicReference<>(Optional.empty());
  private volatile boolean open;

  /**
   * Reads the model from the class path.
   *
   * @throws IOException if the model is missing or damaged
   */
  public void load() throws IOException {
    try (var bytes = LanguageModel.class.getResourceAsStream("/langdetect-183.bin")) {
      if (bytes == null) {
        throw new IOException("the model langdetect-183.bin is not on the class path");
      }
      detector.set(Optional.of(new ThreadSafeLanguageDetectorME(new LanguageDetectorModel(bytes))));
    }
  }

  /** Says that it is ready from now on. */
  public void open() {
    open = true;
  }

  @Override
  public ModelCard card() {
    return CARD;
  }

  @Override
  public boolean ready() {
    return open;
  }

  @Override
  public List<Tensor> infer(List<Tensor> inputs) throws OipRefusal {
    var loaded =
        detector.get().orElseThrow(() -> new OipRefusal(503, "the model is not ready yet"));
    var texts = inputs.getFirst().texts();
    if (texts.stream().mapToLong(String::length).sum() > MOST_CHARACTERS) {
      throw new OipRefusal(
          400, "the texts of one request may have " + MOST_CHARACTERS + " characters");
    }
    var languages = texts.stream().map(loaded::predictLanguage).toList();
    return List.of(
        Tensor.list("label", TensorType.BYTES, languages.stream().map(Language::getLang).toList()),
        Tensor.list(
            "confidence",
            TensorType.FP32,
            languages.stream().map(language -> (float) language.getConfidence()).toList()));
  }
}

package ki.testbed.samples.langid;

import java.io.IOException;
import ki.testbed.samples.oip.Listen;
import ki.testbed.samples.oip.OipServer;

/** Entry point of the container {@code langid}: live at once, ready when the model is loaded. */
public final class LangidMain {
  private static final String REHEARSAL =
      """
      {"inputs": [{"name": "text", "shape": [1], "datatype": "BYTES", "data": ["All human beings are born free and equal."]}]}
      """;

  private LangidMain() {}

  public static void main(String... arguments) throws IOException {
    var model = new LanguageModel();
    var server = OipServer.start(Listen.from(arguments), model);
    System.out.println("listening on " + server.address());
    try {
      model.load();
      server.rehearse(REHEARSAL);
    } catch (IOException e) {
      server.close();
      throw e;
    }
    model.open();
    System.out.println("ready");
  }
}

package ki.testbed.samples.langid;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.TreeMap;
import ki.testbed.samples.dataset.CommittedDataSet;
import ki.testbed.samples.oip.Client;
import ki.testbed.samples.oip.OipServer;
import org.junit.jupiter.api.Test;

/** The real model against its real data, over HTTP: a sanity bound, and the figure itself. */
class LangidAccuracyTests {
  @Test
  void knowsMostTextsOfItsDataSet() throws Exception {
    var model = new LanguageModel();
    model.load();
    model.open();
    try (var server =
            OipServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), model);
        var client = Client.of(server.address())) {
      var set = CommittedDataSet.read("langid-udhr");
      var texts = set.texts();
      var labels = set.labels();
      var mistakes = new TreeMap<String, Integer>();
      for (int i = 0; i < texts.size(); i++) {
        var answer = client.infer(texts.get(i)).label();
        if (!answer.equals(labels.get(i))) {
          mistakes.merge(labels.get(i) + " as " + answer, 1, Integer::sum);
        }
      }
      int wrong = mistakes.values().stream().mapToInt(Integer::intValue).sum();
      double accuracy = 1 - wrong / (double) texts.size();
      System.out.printf(
          "accuracy %.4f (%d of %d), mistakes %s%n",
          accuracy, texts.size() - wrong, texts.size(), mistakes);
      assertThat(accuracy).isGreaterThanOrEqualTo(0.93);
    }
  }
}

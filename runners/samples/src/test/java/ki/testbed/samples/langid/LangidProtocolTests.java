package ki.testbed.samples.langid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import ki.testbed.samples.oip.Client;
import ki.testbed.samples.oip.OipServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of the Open Inference Protocol v2, asked of the real model over real HTTP. */
class LangidProtocolTests {
  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  private static final String GERMAN =
      "Alle Menschen sind frei und gleich an Würde und Rechten geboren.";

  private static OipServer server;
  private static Client client;

  @BeforeAll
  static void start() throws IOException {
    var model = new LanguageModel();
    model.load();
    model.open();
    server = OipServer.start(ANY_PORT, model);
    client = Client.of(server.address());
  }

  @AfterAll
  static void stop() {
    client.close();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v2/health/live",
        "/v2/health/ready",
        "/v2/models/langid/ready",
        "/v2/models/langid/versions/1/ready"
      })
  void isLiveAndReady(String path) throws Exception {
    assertThat(client.get(path).status()).isEqualTo(200);
  }

  @Test
  void isLiveButNotReadyBeforeTheModelIsLoaded() throws Exception {
    try (var early = OipServer.start(ANY_PORT, new LanguageModel());
        var visitor = Client.of(early.address())) {
      assertThat(visitor.get("/v2/health/live").status()).isEqualTo(200);
      assertThat(visitor.get("/v2/health/ready").status()).isEqualTo(503);
      assertThat(visitor.get("/v2/models/langid/ready").status()).isEqualTo(503);
      assertThat(visitor.get("/v2/models/langid").status()).isEqualTo(200);
      assertThat(visitor.infer(GERMAN).status()).isEqualTo(503);
    }
  }

  @Test
  void rehearsesWithARequestThatFits() throws Exception {
    var model = new LanguageModel();
    model.load();
    try (var early = OipServer.start(ANY_PORT, model)) {
      early.rehearse(Client.body(GERMAN));
      assertThat(model.ready()).isFalse();
      assertThatThrownBy(() -> early.rehearse("{}"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("refused");
    }
  }

  @Test
  void tellsWhoItIs() throws Exception {
    var told = client.get("/v2").body();
    assertThat(told.path("name").asString()).isNotBlank();
    assertThat(told.path("version").asString()).isNotBlank();
    assertThat(told.path("extensions").isArray()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v2/models/langid", "/v2/models/langid/versions/1"})
  void declaresItsTensors(String path) throws Exception {
    var card = client.get(path).body();
    assertThat(card.path("name").asString()).isEqualTo("langid");
    assertThat(card.path("platform").asString()).isEqualTo("opennlp");
    assertThat(card.path("inputs").toString())
        .isEqualTo("[{\"name\":\"text\",\"datatype\":\"BYTES\",\"shape\":[-1]}]");
    assertThat(card.path("outputs").toString())
        .isEqualTo(
            "[{\"name\":\"label\",\"datatype\":\"BYTES\",\"shape\":[-1]},"
                + "{\"name\":\"confidence\",\"datatype\":\"FP32\",\"shape\":[-1]}]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v2/models/langid/infer", "/v2/models/langid/versions/1/infer"})
  void namesTheLanguageOfEachText(String path) throws Exception {
    var answer =
        client.post(
            path,
            Client.body(
                GERMAN,
                "Tous les êtres humains naissent libres et égaux en dignité et en droits."));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().path("id").asString()).isEqualTo("c0ffee");
    assertThat(answer.body().path("model_name").asString()).isEqualTo("langid");
    assertThat(answer.body().at("/outputs/0/data").toString()).isEqualTo("[\"deu\",\"fra\"]");
    assertThat(answer.body().at("/outputs/1/shape").toString()).isEqualTo("[2]");
    assertThat(answer.body().at("/outputs/1/data/0").doubleValue())
        .isGreaterThan(0)
        .isLessThanOrEqualTo(1);
  }

  @Test
  void sendsOnlyTheOutputsAskedFor() throws Exception {
    var body = Client.body(GERMAN).replaceFirst("\\{", "{\"outputs\":[{\"name\":\"label\"}],");
    assertThat(client.post("/v2/models/langid/infer", body).body().path("outputs").size())
        .isEqualTo(1);
  }

  @Test
  void answersWithoutAnIdToARequestWithoutOne() throws Exception {
    var body = Client.body(GERMAN).replace("\"id\":\"c0ffee\",", "");
    var answer = client.post("/v2/models/langid/infer", body);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().has("id")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "no JSON | valid JSON",
        "[] | JSON object",
        "{} | inputs must be a list",
        "{\"inputs\":[]} | inputs must be a list",
        "{\"id\":7,\"inputs\":[]} | id must be a string",
        "{\"inputs\":[{\"name\":\"txt\",\"shape\":[1],\"datatype\":\"BYTES\",\"data\":[\"a\"]}]} | 'text' is missing",
        "{\"inputs\":[{\"name\":\"text\",\"shape\":[1],\"datatype\":\"FP32\",\"data\":[1]}]} | must be BYTES",
        "{\"inputs\":[{\"name\":\"text\",\"shape\":[1],\"datatype\":\"BYTES\",\"data\":[1]}]} | BYTES elements only",
        "{\"inputs\":[{\"name\":\"text\",\"shape\":[2],\"datatype\":\"BYTES\",\"data\":[\"a\"]}]} | its shape says otherwise",
        "{\"inputs\":[{\"name\":\"text\",\"shape\":[1,1],\"datatype\":\"BYTES\",\"data\":[\"a\"]}]} | must fit",
        "{\"inputs\":[{\"name\":\"text\",\"shape\":[0],\"datatype\":\"BYTES\",\"data\":[]}]} | must fit",
        "{\"inputs\":[{\"name\":\"text\",\"shape\":[1],\"datatype\":\"BYTES\",\"data\":\"a\"}]} | must be a list",
        "{\"inputs\":[{\"name\":\"text\",\"shape\":[1],\"datatype\":\"BYTES\",\"data\":[\"a\"]}],\"outputs\":[{\"name\":\"x\"}]} | no such output",
        "{\"inputs\":[{\"name\":\"text\",\"shape\":[1],\"datatype\":\"BYTES\",\"data\":[\"a\"]}]} x | valid JSON"
      })
  void refusesBadInputWithASentence(String body, String sentence) throws Exception {
    var answer = client.post("/v2/models/langid/infer", body);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error()).contains(sentence);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v2/models/other",
        "/v2/models/other/ready",
        "/v2/models/langid/versions/2",
        "/v2/models/langid/x",
        "/v3",
        "/"
      })
  void knowsNothingElse(String path) throws Exception {
    var answer = client.get(path);
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.error()).isNotBlank();
  }

  @Test
  void knowsNoOtherModel() throws Exception {
    var answer = client.post("/v2/models/other/infer", Client.body(GERMAN));
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.error()).contains("no such model");
  }

  @Test
  void refusesAnotherMethod() throws Exception {
    assertThat(client.get("/v2/models/langid/infer").status()).isEqualTo(405);
    assertThat(client.post("/v2", "{}").status()).isEqualTo(405);
  }

  @Test
  void refusesAnOversizeBody() throws Exception {
    assertThat(client.infer("a".repeat(2 << 20)).status()).isEqualTo(413);
    assertThat(client.infer("a ".repeat(60_000)).status()).isEqualTo(400);
  }

  @Test
  void keepsTheConnectionForTheNextRequest() throws Exception {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.address().getPort())) {
      socket.setSoTimeout(10_000);
      for (int i = 0; i < 3; i++) {
        socket
            .getOutputStream()
            .write(
                "GET /v2/health/ready HTTP/1.1\r\nHost: x\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
        var answer = new String(socket.getInputStream().readNBytes(15), StandardCharsets.US_ASCII);
        assertThat(answer).isEqualTo("HTTP/1.1 200 OK");
        readUntil(socket, "\"ready\":true}");
      }
    }
  }

  private static void readUntil(Socket socket, String end) throws IOException {
    var read = new StringBuilder();
    while (read.indexOf(end) < 0) {
      int next = socket.getInputStream().read();
      assertThat(next).as("the server ended the connection").isNotNegative();
      read.append((char) next);
    }
  }
}

package ki.testbed.runner.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import ki.testbed.protocol.Finding;
import ki.testbed.protocol.Severity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ConformanceTests {
  private LoopbackSut sut;
  private Bench bench;

  @BeforeEach
  void open() throws Exception {
    sut = new LoopbackSut();
    bench = new Bench(sut.port(), 4);
  }

  @AfterEach
  void close() throws Exception {
    bench.close();
    sut.close();
  }

  @Test
  void anHonestSutHasNoFindings() {
    Conformity conformity = bench.driver.examine(bench.caller);
    assertThat(conformity.findings()).isEmpty();
    assertThat(conformity.holds()).isTrue();
    assertThat(conformity.golden()).isPresent();
    assertThat(conformity.metadata()).isPresent();
    assertThat(conformity.goldenBytes()).isPositive();
  }

  private static String model(String inputs, String outputs) {
    return "{\"name\":\"echo\",\"platform\":\"t\",\"inputs\":["
        + inputs
        + "],\"outputs\":["
        + outputs
        + "]}";
  }

  private static final String TEXT = "{\"name\":\"text\",\"datatype\":\"BYTES\",\"shape\":[-1]}";
  private static final String LABEL = "{\"name\":\"label\",\"datatype\":\"BYTES\",\"shape\":[-1]}";

  static Stream<Arguments> misbehaviours() {
    return Stream.of(
        Arguments.of("C203", "/v2", LoopbackSut.json(500, "{}")),
        Arguments.of("C203", "/v2/models/echo", LoopbackSut.json(200, "not json")),
        Arguments.of("C203", "/v2/models/echo", LoopbackSut.json(200, "{\"name\":\"echo\"}")),
        Arguments.of("C204", "/v2/models/echo", LoopbackSut.json(200, model(TEXT, TEXT))),
        Arguments.of("C204", "/v2/models/echo", LoopbackSut.json(200, model(LABEL, LABEL))),
        Arguments.of(
            "C204",
            "/v2/models/echo",
            LoopbackSut.json(200, model(TEXT.replace("-1", "-1,2"), LABEL))),
        Arguments.of(
            "C205",
            "/v2/models/echo",
            LoopbackSut.json(
                200, model(TEXT, LABEL + ",{\"name\":\"p\",\"datatype\":\"FP16\",\"shape\":[1]}"))),
        Arguments.of("C206", "infer", LoopbackSut.json(500, "{}")),
        Arguments.of("C206", "infer", LoopbackSut.json(200, "<html>")),
        Arguments.of(
            "C206",
            "infer",
            LoopbackSut.raw(
                "HTTP/1.1 302 X\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\n\r\n")),
        Arguments.of("C206", "infer", (LoopbackSut.Behaviour) (_, _) -> false),
        Arguments.of(
            "C207", "infer", answer(LoopbackSut::answerTo, "\"shape\":[1]", "\"shape\":[2]")),
        Arguments.of("C207", "infer", answer(LoopbackSut::answerTo, "BYTES", "INT32")),
        Arguments.of("C207", "infer", answer(LoopbackSut::answerTo, "\"label\"", "\"other\"")),
        Arguments.of("C208", "infer", answer(LoopbackSut::answerTo, "\"id\":\"", "\"id\":\"0")),
        Arguments.of("C210", "infer", LoopbackSut.json(200, "x".repeat(200_000))),
        Arguments.of(
            "C211",
            "infer",
            LoopbackSut.raw(
                "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 0\r\n\r\n")),
        Arguments.of("C211", "infer", LoopbackSut.json(200, "\uFEFF{}")),
        Arguments.of("C211", "infer", LoopbackSut.json(200, "{\"a\":1,\"a\":1}")),
        Arguments.of("C211", "infer", LoopbackSut.json(200, "{\"a\":1e999}")),
        Arguments.of("C211", "infer", LoopbackSut.json(200, "{\"a\":NaN}")),
        Arguments.of("C211", "infer", LoopbackSut.json(200, "[".repeat(70) + "]".repeat(70))),
        Arguments.of(
            "C211",
            "infer",
            LoopbackSut.raw("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n\"\u00ff\"")),
        Arguments.of("C220", "infer", answer(LoopbackSut::answerTo, "\"id\"", "\"ignored\"")),
        Arguments.of("C221", "infer", answer(LoopbackSut::answerTo, "", "")),
        Arguments.of("C222", "infer", onlyGood((_, _) -> false)),
        Arguments.of("C222", "infer", onlyGood(LoopbackSut.json(500, "{}"))),
        Arguments.of(
            "C223", "/v2/models/echo-unknown/infer", LoopbackSut.json(400, "{\"error\":\"x\"}")),
        Arguments.of("C224", "infer", onlyGood(LoopbackSut.json(400, "bad"))),
        Arguments.of("C225", "infer", closing()),
        Arguments.of(
            "C228", "/v2", LoopbackSut.raw(LoopbackSut.http(200, "{\"name\":\"x\"}") + "more")),
        Arguments.of("C229", "infer", changing()),
        Arguments.of("C242", "infer", answer(LoopbackSut::answerTo, "model_name", "modelname")),
        Arguments.of("C243", "/v2", LoopbackSut.json(404, "{}")));
  }

  @ParameterizedTest
  @MethodSource("misbehaviours")
  void everyMisbehaviourHasItsFinding(String id, String path, LoopbackSut.Behaviour behaviour) {
    sut.on("/v2/", LoopbackSut.json(200, "{}")).on(path, behaviour);
    Conformity conformity = bench.driver.examine(bench.caller);
    assertThat(conformity.findings()).extracting(Finding::id).contains(id);
    boolean error = Contract.valueOf(id).severity() == Severity.ERROR;
    assertThat(conformity.holds()).isEqualTo(!error);
  }

  @Test
  void answersMixedUpInParallelAreFound() {
    AtomicInteger asked = new AtomicInteger();
    StringBuffer first = new StringBuffer();
    sut.on(
        "infer",
        (request, out) -> {
          boolean swaps = asked.incrementAndGet() > 3 && first.isEmpty();
          first.append(swaps ? request.id() : "");
          String answer = LoopbackSut.answerTo(request);
          return LoopbackSut.json(
                  200,
                  swaps || asked.get() <= 3
                      ? answer
                      : answer.replace(request.id(), first.toString()))
              .answer(request, out);
        });
    assertThat(bench.driver.examine(bench.caller).findings())
        .extracting(Finding::id)
        .contains("C209");
  }

  @Test
  void aSutThatDiedIsToldFromOneThatMisbehaves() throws Exception {
    sut.close();
    // A connection that was just accepted may still be cut in the middle of the metadata.
    assertThat(bench.driver.examine(bench.caller).findings())
        .extracting(Finding::id)
        .contains("C213")
        .isSubsetOf("C203", "C213");
  }

  @Test
  void aSutThatKnowsOnlyVersionsIsAskedByVersion() {
    sut.on("/v2/models/echo/ready", LoopbackSut.json(404, "{}"))
        .on("/v2/models/echo", LoopbackSut.json(404, "{}"))
        .on("infer", LoopbackSut.json(404, "{}"));
    sut.on("/v2/models/echo/versions/1/ready", LoopbackSut.json(200, ""))
        .on("/v2/models/echo/versions/1", LoopbackSut.json(200, model(TEXT, LABEL)))
        .on(
            "/v2/models/echo/versions/1/infer",
            onlyGood(LoopbackSut.json(400, "{\"error\":\"x\"}")));
    assertThat(bench.driver.look(bench.caller).readiness()).isEqualTo(Readiness.READY);
    Conformity conformity = bench.driver.examine(bench.caller);
    assertThat(conformity.findings()).extracting(Finding::id).containsExactly("C227");
  }

  @Test
  void withoutAnIdAnswersAreStillAccepted() {
    sut.on("infer", answer(LoopbackSut::answerTo, "\"id\"", "\"ignored\""));
    bench.driver.examine(bench.caller);
    byte[] body =
        "{\"outputs\":[{\"name\":\"label\",\"shape\":[1],\"datatype\":\"BYTES\",\"data\":[\"A\"]}]}"
            .getBytes(StandardCharsets.UTF_8);
    assertThat(bench.driver.check(body, Marks.NONE, 1, 2)).isInstanceOf(Checked.Good.class);
  }

  @Test
  void readinessIsSeenStepByStep() throws Exception {
    assertThat(bench.driver.look(bench.caller).readiness()).isEqualTo(Readiness.READY);
    sut.on("/v2/models/echo/ready", LoopbackSut.json(503, ""));
    assertThat(bench.driver.look(bench.caller))
        .isEqualTo(new Look(Readiness.LIVE, "/v2/models/echo/ready: HTTP 503"));
    sut.on("/v2/health/live", LoopbackSut.json(503, ""));
    assertThat(bench.driver.look(bench.caller).readiness()).isEqualTo(Readiness.OPEN);
    sut.on("/v2/health/live", (_, _) -> true);
    assertThat(bench.driver.look(bench.caller).readiness()).isEqualTo(Readiness.OPEN);
  }

  @ParameterizedTest
  @EnumSource(Contract.class)
  void everyFindingSpeaksBothLanguagesAndFitsItsLine(Contract contract) {
    Finding finding = contract.finding("<b>\u202e" + "x".repeat(500));
    assertThat(finding.message().de())
        .isNotEqualTo(finding.message().en())
        .doesNotContain("<", "\u202e", "%s");
    assertThat(finding.nextStep().de()).isNotEqualTo(finding.nextStep().en());
    assertThat(finding.message().en().length()).isLessThan(300);
    assertThat(finding.message().de().toLowerCase(Locale.GERMAN)).isNotBlank();
  }

  @Test
  void idsOfFindingsAreNotRenumbered() {
    assertThat(Arrays.stream(Contract.values()).map(Contract::name))
        .contains(
            "C201", "C202", "C203", "C204", "C206", "C207", "C208", "C210", "C211", "C213", "C220",
            "C228");
  }

  private interface Answering {
    String to(LoopbackSut.Request request);
  }

  private static LoopbackSut.Behaviour answer(Answering answering, String replaced, String by) {
    return (request, out) ->
        LoopbackSut.json(200, answering.to(request).replace(replaced, by)).answer(request, out);
  }

  /** Honest to requests of the right shape. */
  private static LoopbackSut.Behaviour onlyGood(LoopbackSut.Behaviour toBad) {
    return (request, out) ->
        request.body().contains("\"shape\":[1]")
            ? LoopbackSut.json(200, LoopbackSut.answerTo(request)).answer(request, out)
            : toBad.answer(request, out);
  }

  private static LoopbackSut.Behaviour closing() {
    return (request, out) -> {
      write(
          out,
          LoopbackSut.http(200, LoopbackSut.answerTo(request))
              .replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));
      return false;
    };
  }

  private static LoopbackSut.Behaviour changing() {
    AtomicInteger times = new AtomicInteger();
    return (request, out) ->
        LoopbackSut.json(
                200, LoopbackSut.answerTo(request).replace("[\"", "[\"" + times.incrementAndGet()))
            .answer(request, out);
  }

  private static void write(OutputStream out, String text) throws java.io.IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }
}

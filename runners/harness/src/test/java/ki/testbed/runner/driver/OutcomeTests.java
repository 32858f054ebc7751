package ki.testbed.runner.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import ki.testbed.protocol.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How exchanges with a badly behaved SUT end. */
class OutcomeTests {
  private LoopbackSut sut;
  private Bench bench;

  @BeforeEach
  void open() throws Exception {
    sut = new LoopbackSut();
    bench = new Bench(sut.port(), 2);
  }

  @AfterEach
  void close() throws Exception {
    bench.close();
    sut.close();
  }

  static Stream<Arguments> behaviours() {
    return Stream.of(
        Arguments.of(LoopbackSut.json(200, "{}"), Outcome.OK),
        Arguments.of(LoopbackSut.json(201, "{}"), Outcome.SCHEMA),
        Arguments.of(
            LoopbackSut.raw(
                "HTTP/1.1 302 X\r\nLocation: http://127.0.0.1/\r\nContent-Length: 0\r\n\r\n"),
            Outcome.HTTP_3XX),
        Arguments.of(LoopbackSut.json(429, "{}"), Outcome.HTTP_4XX),
        Arguments.of(LoopbackSut.json(503, "{}"), Outcome.HTTP_5XX),
        Arguments.of((LoopbackSut.Behaviour) (_, _) -> false, Outcome.RESET),
        Arguments.of((LoopbackSut.Behaviour) (_, out) -> half(out), Outcome.RESET),
        Arguments.of((LoopbackSut.Behaviour) (_, _) -> true, Outcome.TIMEOUT),
        Arguments.of((LoopbackSut.Behaviour) (_, out) -> silent(out), Outcome.TIMEOUT),
        Arguments.of(LoopbackSut.raw("SSH-2.0-OpenSSH\r\n"), Outcome.MALFORMED),
        Arguments.of(LoopbackSut.json(200, "x".repeat(100_001)), Outcome.TOO_LARGE),
        Arguments.of((LoopbackSut.Behaviour) (_, out) -> endless(out), Outcome.TOO_LARGE));
  }

  @ParameterizedTest
  @MethodSource("behaviours")
  void everyBehaviourHasItsOutcome(LoopbackSut.Behaviour behaviour, Outcome outcome) {
    sut.on("/x", behaviour);
    assertThat(bench.get("/x").outcome()).isEqualTo(outcome);
  }

  @Test
  void nobodyListeningIsConnect() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    try (Bench alone = new Bench(port, 1)) {
      assertThat(alone.get("/x").outcome()).isEqualTo(Outcome.CONNECT);
    }
  }

  @Test
  void anAnswerOfAnotherRequestIsTheWrongId() {
    byte[] body =
        "{\"id\":\"%s\",\"outputs\":[{\"name\":\"label\",\"shape\":[1],\"datatype\":\"BYTES\",\"data\":[\"A\"]}]}"
            .formatted(OipDriver.id(1, 2))
            .getBytes(StandardCharsets.UTF_8);
    assertThat(bench.driver.check(body, Marks.NONE, 1, 3))
        .isEqualTo(new Checked.Bad(Outcome.WRONG_ID));
    assertThat(bench.driver.check(body, Marks.NONE, 1, 2))
        .isInstanceOfSatisfying(
            Checked.Good.class, good -> assertThat(good.label()).isEqualTo("A"));
  }

  @Test
  void aBodyThatIsNoAnswerIsSchemaAndNoBodyIsEmpty() {
    assertThat(bench.driver.check(new byte[0], Marks.NONE, 1, 2))
        .isEqualTo(new Checked.Bad(Outcome.EMPTY));
    for (String body :
        new String[] {
          "<html>", "[]", "{}", "{\"outputs\":[]}", "{\"outputs\":[{\"name\":\"label\"}]}"
        }) {
      assertThat(bench.driver.check(body.getBytes(StandardCharsets.UTF_8), Marks.NONE, 1, 2))
          .isEqualTo(new Checked.Bad(Outcome.SCHEMA));
    }
  }

  @Test
  void aConnectionIsUsedAgain() {
    sut.on("/x", LoopbackSut.json(200, "{}"));
    for (int i = 0; i < 5; i++) {
      assertThat(bench.get("/x").outcome()).isEqualTo(Outcome.OK);
    }
    assertThat(sut.connections()).isEqualTo(1);
  }

  @Test
  void bytesBehindAnAnswerCloseTheConnectionAndAreCounted() {
    sut.on("/x", LoopbackSut.raw(LoopbackSut.http(200, "{}") + "HTTP/1.1 200 OK\r\n"));
    assertThat(bench.get("/x").outcome()).isEqualTo(Outcome.OK);
    assertThat(bench.get("/x").outcome()).isEqualTo(Outcome.OK);
    assertThat(bench.connections.unsolicitedCount()).isEqualTo(2);
    assertThat(sut.connections()).isEqualTo(2);
  }

  @Test
  void nothingInARequestTellsWhoAsks() {
    StringBuilder seen = new StringBuilder();
    sut.on(
        "infer",
        (request, out) -> {
          seen.append(request.head());
          return LoopbackSut.json(200, LoopbackSut.answerTo(request)).answer(request, out);
        });
    bench.driver.examine(bench.caller);
    assertThat(seen.toString())
        .contains("Accept-Encoding: identity")
        .doesNotContainIgnoringCase("user-agent")
        .doesNotContainIgnoringCase("testbed");
  }

  private static boolean half(OutputStream out) throws java.io.IOException {
    out.write(
        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf".getBytes(StandardCharsets.US_ASCII));
    return false;
  }

  private static boolean silent(OutputStream out) throws java.io.IOException {
    out.write(
        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf".getBytes(StandardCharsets.US_ASCII));
    return true;
  }

  private static boolean endless(OutputStream out) throws java.io.IOException {
    out.write(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII));
    for (int i = 0; i < 2000; i++) {
      out.write("1\r\nx\r\n".getBytes(StandardCharsets.US_ASCII));
    }
    return true;
  }
}

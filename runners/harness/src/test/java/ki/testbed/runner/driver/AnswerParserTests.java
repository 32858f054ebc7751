package ki.testbed.runner.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerParserTests {
  private static final Bounds BOUNDS = new Bounds(8192, 100, 8, 1000, 20, 1, 1);

  private final AnswerParser parser = new AnswerParser(BOUNDS);

  @Test
  void readsABodyOfGivenLength() {
    parse("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX: y\r\n\r\nhello");
    assertGood(200, "hello");
    assertThat(parser.persistent()).isTrue();
  }

  @Test
  void readsChunksWithExtensionsAndTrailers() {
    parse(
        "HTTP/1.1 200 OK\r\ntransfer-encoding:  Chunked \r\n\r\n3\r\nhel\r\n2;a=b\r\nlo\r\n0\r\nT: 1\r\n\r\n");
    assertGood(200, "hello");
  }

  @Test
  void readsUntilTheConnectionClosesWhereNoLengthIsGiven() {
    parse("HTTP/1.1 200 OK\r\n\r\nhello");
    assertThat(parser.persistent()).isFalse();
    parser.closed();
    assertGood(200, "hello");
  }

  @Test
  void passesOverInterimAnswers() {
    parse(
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 X\r\nLink: a\r\n\r\nHTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
    assertGood(404, "");
  }

  @Test
  void takesBareLineFeedsAsLineEnds() {
    parse("HTTP/1.1 200 OK\nContent-Length: 2\n\nok");
    assertGood(200, "ok");
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP/1.1 200 OK|Connection: close|Content-Length: 0,false",
    "HTTP/1.0 200 OK|Content-Length: 0,false",
    "HTTP/1.0 200 OK|Connection: keep-alive|Content-Length: 0,true",
    "HTTP/1.1 204 No Content,true",
  })
  void knowsWhetherTheConnectionStays(String head, boolean persistent) {
    parse(head.replace("|", "\r\n") + "\r\n\r\n");
    assertThat(parser.fault()).isEqualTo(Fault.NONE);
    assertThat(parser.persistent()).isEqualTo(persistent);
  }

  @Test
  void leavesWhatFollowsAnAnswer() {
    parser.begin();
    ByteBuf in = bytes("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1");
    assertThat(parser.wantsMoreAfter(in)).isFalse();
    assertThat(in.toString(StandardCharsets.ISO_8859_1)).isEqualTo("HTTP/1.1");
  }

  @Test
  void isUsedAgainForTheNextAnswer() {
    parse("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
    parse("HTTP/1.1 500 X\r\nContent-Length: 2\r\n\r\nno");
    assertGood(500, "no");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "HTTP/2 200 OK||;BAD_STATUS_LINE",
        "HTTP/1.1 2000 OK||;BAD_STATUS_LINE",
        "HTTP/1.1 99 OK||;BAD_STATUS_LINE",
        "HTTP/1.1 600 OK||;BAD_STATUS_LINE",
        "<html>|;BAD_STATUS_LINE",
        "HTTP/1.1 200 OK|Content-Length: 2|Content-Length: 2||;TWO_LENGTHS",
        "HTTP/1.1 200 OK|content-length: 2|CONTENT-LENGTH: 3||;TWO_LENGTHS",
        "HTTP/1.1 200 OK|Content-Length: 2|Transfer-Encoding: chunked||;LENGTH_AND_CODING",
        "HTTP/1.1 200 OK|Content-Length: -2||;BAD_LENGTH",
        "HTTP/1.1 200 OK|Content-Length: 2, 2||;BAD_LENGTH",
        "HTTP/1.1 200 OK|Content-Length: 0x2||;BAD_LENGTH",
        "HTTP/1.1 200 OK|Content-Length:||;BAD_LENGTH",
        "HTTP/1.1 200 OK|Content-Length: 9999999999999999999||;BAD_LENGTH",
        "HTTP/1.1 200 OK|Content-Length: 9223372036854775807||;BAD_LENGTH",
        "HTTP/1.1 200 OK|Content-Length: 1001||;BODY_TOO_LONG",
        "HTTP/1.1 200 OK|Content-Length: 999999999999999999||;BODY_TOO_LONG",
        "HTTP/1.1 200 OK|Transfer-Encoding: gzip, chunked||;OTHER_CODING",
        "HTTP/1.1 200 OK|Transfer-Encoding: chunked|Transfer-Encoding: chunked||;OTHER_CODING",
        "HTTP/1.1 200 OK|Content-Encoding: gzip|Content-Length: 2||;ENCODED_BODY",
        "HTTP/1.1 200 OK|Content-Encoding: identity|Content-Length: 2||;ENCODED_BODY",
        "HTTP/1.1 101 Switching||;UPGRADE",
        "HTTP/1.1 200 OK|Upgrade: h2c||;UPGRADE",
        "HTTP/1.1 200 OK|no colon||;BAD_HEADER",
        "HTTP/1.1 200 OK|space before : x||;BAD_HEADER",
        "HTTP/1.1 200 OK|A: b| folded||;BAD_HEADER",
        "HTTP/1.1 200 OK|: x||;BAD_HEADER",
        "HTTP/1.1 200 OK|Transfer-Encoding: chunked||zz|;BAD_CHUNK",
        "HTTP/1.1 200 OK|Transfer-Encoding: chunked||-1|;BAD_CHUNK",
        "HTTP/1.1 200 OK|Transfer-Encoding: chunked||100000000|;BAD_CHUNK",
        "HTTP/1.1 200 OK|Transfer-Encoding: chunked||3|abcd|;BAD_CHUNK",
        "HTTP/1.1 200 OK|Transfer-Encoding: chunked||7fffffff|;BODY_TOO_LONG",
        "HTTP/1.1 200 OK|Transfer-Encoding: chunked||0|bad trailer||;BAD_HEADER",
      })
  void namesWhatIsWrong(String answer, Fault fault) {
    parse(answer.replace("|", "\r\n"));
    assertThat(parser.fault()).isEqualTo(fault);
    assertThat(parser.persistent()).isFalse();
  }

  @Test
  void boundsEverythingThatCanBeEndless() {
    assertFault("HTTP/1.1 200 OK\r\nA: " + "x".repeat(9000), Fault.HEAD_TOO_LONG);
    assertFault("x".repeat(9000), Fault.HEAD_TOO_LONG);
    assertFault("HTTP/1.1 200 OK\r\n" + "A: b\r\n".repeat(100), Fault.TOO_MANY_LINES);
    assertFault("HTTP/1.1 100 C\r\n\r\n".repeat(9), Fault.TOO_MANY_INTERIM);
    assertFault("HTTP/1.1 200 OK\r\n\r\n" + "x".repeat(1001), Fault.BODY_TOO_LONG);
    String chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    assertFault(chunked + "1\r\nx\r\n".repeat(21), Fault.TOO_MANY_CHUNKS);
    assertFault(chunked + "1;" + "x".repeat(9000), Fault.BAD_CHUNK);
    assertFault(chunked + "0\r\n" + "A: b\r\n".repeat(100), Fault.TOO_MANY_LINES);
    assertFault("HTTP/1.1 200 OK\r\nA: \u0001\r\n", Fault.BAD_HEADER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 20",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"
      })
  void anAnswerThatIsCutIsBrokenOff(String cut) {
    parse(cut);
    parser.closed();
    assertThat(parser.fault()).isEqualTo(Fault.BROKEN_OFF);
  }

  /** Feeds the bytes one by one, then all at once, which must be the same. */
  private void parse(String answer) {
    parser.begin();
    for (char c : answer.toCharArray()) {
      parser.wantsMoreAfter(bytes(String.valueOf(c)));
    }
    Fault inPieces = parser.fault();
    int status = parser.status();
    byte[] body = parser.copyOfBody();
    parser.begin();
    parser.wantsMoreAfter(bytes(answer));
    assertThat(parser.fault()).isEqualTo(inPieces);
    assertThat(parser.status()).isEqualTo(status);
    if (inPieces == Fault.NONE) {
      assertThat(parser.copyOfBody()).isEqualTo(body);
    }
  }

  private void assertFault(String answer, Fault fault) {
    parse(answer);
    assertThat(parser.fault()).isEqualTo(fault);
  }

  private void assertGood(int status, String body) {
    assertThat(parser.fault()).isEqualTo(Fault.NONE);
    assertThat(parser.status()).isEqualTo(status);
    assertThat(new String(parser.copyOfBody(), StandardCharsets.ISO_8859_1)).isEqualTo(body);
  }

  private static ByteBuf bytes(String text) {
    return Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}

package ki.testbed.runner.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import ki.testbed.protocol.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Streamed chats from bytes that may be hostile. */
class ChatAnswerTests {
  private static final String ONE = "{\"choices\":[{\"delta\":{\"content\":\"one \"}}]}";
  private static final String USAGE = "{\"choices\":null,\"usage\":{\"completion_tokens\":7}}";
  private static final int MOST = 100;

  private static ChatAnswer.Reading read(String stream) {
    return ChatAnswer.read(stream.getBytes(StandardCharsets.UTF_8), MOST);
  }

  private static ChatAnswer whole(String stream) {
    assertThat(read(stream)).isInstanceOf(ChatAnswer.Whole.class);
    return ((ChatAnswer.Whole) read(stream)).answer();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void linesMayEndInAnyOfThreeWays(String end) {
    String stream =
        (": a comment\ndata: {\"choices\":[{\"delta\":{\"role\":\"assistant\"}}]}\n\n"
                + ("data:" + ONE + "\n\n")
                + ("id: 4\ndata: " + ONE.substring(0, 12) + "\ndata: " + ONE.substring(12) + "\n\n")
                + ("data: " + USAGE + "\n\ndata: [DONE]\n\n"))
            .replace("\n", end);
    ChatAnswer answer = whole(stream);
    assertThat(answer.text()).isEqualTo("one one ");
    assertThat(answer.pieces()).hasSize(2);
    assertThat(answer.usage()).isEqualTo(OptionalInt.of(7));
  }

  static List<Arguments> broken() {
    String done = "data: [DONE]\n\n";
    return List.of(
        Arguments.of("", Outcome.EMPTY),
        Arguments.of(done, Outcome.EMPTY),
        Arguments.of("data: " + ONE + "\n\n", Outcome.TRUNCATED),
        Arguments.of("data: " + ONE, Outcome.TRUNCATED),
        Arguments.of("{\"choices\":[]}", Outcome.SCHEMA),
        Arguments.of("data: no JSON\n\n" + done, Outcome.SCHEMA),
        Arguments.of("data: {\"a\":1,\"a\":2}\n\n" + done, Outcome.SCHEMA),
        Arguments.of("data: {\"error\":{\"message\":\"no\"}}\n\n" + done, Outcome.SCHEMA),
        Arguments.of("event: error\ndata: {}\n\n" + done, Outcome.SCHEMA),
        Arguments.of("data: " + ONE + "\n\n" + done + done, Outcome.SCHEMA),
        Arguments.of(("data: " + ONE + "\n\n").repeat(MOST + 1), Outcome.TOO_LARGE));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void whatIsNoWholeStreamIsNamed(String stream, Outcome outcome) {
    assertThat(read(stream)).isEqualTo(new ChatAnswer.Broken(outcome));
  }

  @Test
  void bytesThatAreNoUtf8AreRefused() {
    byte[] stream = ("data: " + ONE + "\n\ndata: [DONE]\n\n").getBytes(StandardCharsets.UTF_8);
    stream[stream.length / 2] = (byte) 0xFF;
    assertThat(ChatAnswer.read(stream, MOST)).isEqualTo(new ChatAnswer.Broken(Outcome.SCHEMA));
  }

  @Test
  void aPieceArrivedWhenTheEndOfItsLineHad() {
    StreamMeter meter = new StreamMeter(10, 20);
    byte[] body = "data: a\n\ndata: b\n\n".getBytes(StandardCharsets.US_ASCII);
    assertThat(meter.take(body, 0, 5, 100)).isTrue();
    assertThat(meter.take(body, 5, 4, 200)).isTrue();
    assertThat(meter.take(body, 9, 9, 300)).isTrue();
    Marks marks = meter.marks();
    assertThat(marks.at(8)).isEqualTo(200);
    assertThat(marks.at(17)).isEqualTo(300);
    assertThat(marks.at(19)).isEqualTo(-1);
  }

  @Test
  void tooManyLinesOrTooLongOnesAreToldWhileTheyArrive() {
    byte[] lines = "\n".repeat(12).getBytes(StandardCharsets.US_ASCII);
    assertThat(new StreamMeter(10, 20).take(lines, 0, 10, 1)).isTrue();
    assertThat(new StreamMeter(10, 20).take(lines, 0, 11, 1)).isFalse();
    byte[] line = "x".repeat(30).getBytes(StandardCharsets.US_ASCII);
    StreamMeter meter = new StreamMeter(10, 20);
    assertThat(meter.take(line, 0, 20, 1)).isTrue();
    assertThat(meter.take(line, 20, 1, 1)).isFalse();
  }

  @Test
  void tokensAreTheLongestPiecesFromTheLeft() {
    Tokenizer tokenizer =
        Tokenizer.read(
            "{\"form\":\"testbed-tokenizer/1\",\"pieces\":[\"ab\",\"abc\",\"c\"]}"
                .getBytes(StandardCharsets.UTF_8));
    assertThat(tokenizer.count("abcabxc")).isEqualTo(4);
    assertThat(tokenizer.count("")).isZero();
  }
}

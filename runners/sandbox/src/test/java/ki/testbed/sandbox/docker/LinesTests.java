package ki.testbed.sandbox.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import ki.testbed.sandbox.Recorder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinesTests {
  private static final byte[] TEXT = "eins\nzw\u00f6lf \ud83d\ude00\n\nlast\nhalf".getBytes(UTF_8);

  private static Recorder recorded(int longest, int piece) {
    var recorder = new Recorder();
    var lines = new Lines(longest, recorder);
    for (int at = 0; at < TEXT.length; at += piece) {
      lines.take(Arrays.copyOfRange(TEXT, at, Math.min(TEXT.length, at + piece)));
    }
    lines.finish();
    return recorder;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 100})
  void linesComeTogetherHoweverTheyWereCut(int piece) {
    var recorder = recorded(100, piece);
    assertThat(recorder.lines()).containsExactly("eins", "zw\u00f6lf \ud83d\ude00", "", "last");
    assertThat(recorder.cut()).containsExactly("half");
  }

  @Test
  void longLinesAreCutAndThoseBehindThemAreWhole() {
    var recorder = recorded(4, 3);
    assertThat(recorder.lines()).containsExactly("eins", "", "last");
    assertThat(recorder.cut()).containsExactly("zw\u00f6", "half");
  }

  private static byte[] frame(int stream, String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputStream(bytes);
    out.writeInt(stream << 24);
    out.writeInt(text.length());
    out.writeBytes(text);
    return bytes.toByteArray();
  }

  @Test
  void framesTellStdoutFromStderr() throws IOException {
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(frame(1, "out"));
    bytes.writeBytes(frame(2, "err"));
    List<String> seen = new ArrayList<>();
    Frames.read(
        new ByteArrayInputStream(bytes.toByteArray()),
        (frame, stderr) -> seen.add(stderr + new String(frame, UTF_8)));
    assertThat(seen).containsExactly("falseout", "trueerr");
  }

  @Test
  void brokenFrameIsNoFrame() throws IOException {
    byte[] whole = frame(1, "something");
    byte[] cut = Arrays.copyOf(whole, whole.length - 1);
    assertThatExceptionOfType(EOFException.class)
        .isThrownBy(() -> Frames.read(new ByteArrayInputStream(cut), (_, _) -> true));
    byte[] head = Arrays.copyOf(whole, 6);
    assertThatExceptionOfType(EOFException.class)
        .isThrownBy(() -> Frames.read(new ByteArrayInputStream(head), (_, _) -> true));
  }

  @Test
  void frameOfImpossibleLengthIsRefused() {
    byte[] huge = {1, 0, 0, 0, 127, 0, 0, 0};
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Frames.read(new ByteArrayInputStream(huge), (_, _) -> true));
  }
}

package ki.testbed.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ShownTests {
  @Test
  void ordinaryNamesStayAsTheyAre() {
    assertThat(Shown.of("Größe/日本語.txt")).isEqualTo("Größe/日本語.txt");
    assertThat(Shown.of("a😀".getBytes(StandardCharsets.UTF_8))).isEqualTo("a😀");
  }

  @Test
  void whatMovesTurnsOrHidesIsEscaped() {
    assertThat(Shown.of("a\u001b[2Jb\r\n\t\u0085"))
        .isEqualTo("a\\u{1b}[2Jb\\u{d}\\u{a}\\u{9}\\u{85}");
    assertThat(Shown.of("\u202egnp.exe\u2066\u200b\ufeff"))
        .isEqualTo("\\u{202e}gnp.exe\\u{2066}\\u{200b}\\u{feff}");
    assertThat(Shown.of("\u2028\u2029")).isEqualTo("\\u{2028}\\u{2029}");
  }

  @Test
  void anEscapeCannotBeForged() {
    assertThat(Shown.of("\\u{1b}")).isEqualTo("\\\\u{1b}");
  }

  @Test
  void bytesThatAreNoTextAreHexadecimal() {
    assertThat(Shown.of(new byte[] {'a', (byte) 0xff, '\\', 0})).isEqualTo("a\\xff\\\\\\x00");
  }

  @Test
  void longNamesAreCutToAHundredAndTwentyCharacters() {
    assertThat(Shown.of("x".repeat(120))).hasSize(120).doesNotContain("…");
    assertThat(Shown.of("x".repeat(121))).hasSize(120).endsWith("x…");
    assertThat(Shown.of("x" + "😀".repeat(100))).hasSizeLessThan(121).endsWith("😀…");
    assertThat(Shown.of("\u0001".repeat(1000))).hasSize(120);
  }

  @Test
  void cleanMeansUtf8WithoutControls() {
    assertThat(Shown.isClean("usr/bin/größe".getBytes(StandardCharsets.UTF_8))).isTrue();
    assertThat(Shown.isClean("a\u007f".getBytes(StandardCharsets.UTF_8))).isFalse();
    assertThat(Shown.isClean("a\u200f".getBytes(StandardCharsets.UTF_8))).isFalse();
    assertThat(Shown.isClean(new byte[] {(byte) 0xc0, (byte) 0x80})).isFalse();
  }
}

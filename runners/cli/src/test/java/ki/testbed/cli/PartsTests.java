package ki.testbed.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Small parts of the client, each by itself. */
class PartsTests {
  private static final Words ENGLISH = Words.of(Locale.ENGLISH);

  @Test
  void bothLanguagesHaveTheSameKeys() {
    ResourceBundle german = Words.of(Locale.GERMAN).bundle();
    assertThat(german.keySet()).isEqualTo(ENGLISH.bundle().keySet());
    assertThat(german.getString("result.accuracy"))
        .isNotEqualTo(ENGLISH.bundle().getString("result.accuracy"));
  }

  @ParameterizedTest
  @CsvSource({
    "0.984804630969609,0.9848",
    "8.514203,8.514",
    "1489,1489",
    "123456.7,123457",
    "0.0000123456,0.00001235",
    "50,50",
    "0,0"
  })
  void numbersAreReadable(BigDecimal value, String shown) {
    assertThat(Figures.number(value)).isEqualTo(shown);
  }

  @Test
  void environmentComesBeforeTheFile(@TempDir Path home) throws IOException {
    var file = credentials(home, "rw-------");
    var found =
        Credentials.find(
            Map.of("XDG_CONFIG_HOME", home.toString(), "TESTBED_TOKEN", "tb_env"), ENGLISH);
    assertThat(found.token()).isEqualTo("tb_env");
    assertThat(found.url()).hasToString("http://there");
    assertThat(found.toString()).doesNotContain("tb_");
    assertThat(file).exists();
  }

  @Test
  void aSecretThatOthersCanReadIsRefused(@TempDir Path home) throws IOException {
    credentials(home, "rw-r--r--");
    assertThatThrownBy(() -> Credentials.find(Map.of("XDG_CONFIG_HOME", home.toString()), ENGLISH))
        .hasMessageContaining("0600");
  }

  @Test
  void withoutCredentialsOneIsNotLoggedIn(@TempDir Path home) {
    assertThatThrownBy(() -> Credentials.find(Map.of("HOME", home.toString()), ENGLISH))
        .isInstanceOfSatisfying(
            ClientProblem.class,
            problem -> assertThat(problem.code()).isEqualTo(ExitCode.NOT_LOGGED_IN));
  }

  private static Path credentials(Path home, String mode) throws IOException {
    var file = Files.createDirectories(home.resolve("testbed")).resolve("credentials");
    Files.writeString(file, "url=http://there/\ntoken=tb_file\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  @Test
  void eventsAreReadWhateverTheirLines() {
    var text =
        "retry: 3000\n: open\n\nid: 4\nevent: state\ndata: {\"a\":\ndata: 1}\n\ndata: x\nid:5\n\n";
    var reader = new EventReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    assertThat(reader.next()).contains(new EventReader.ServerEvent(4, "state", "{\"a\":\n1}"));
    assertThat(reader.next()).contains(new EventReader.ServerEvent(5, "message", "x"));
    assertThat(reader.next()).isEmpty();
  }

  @Test
  void aTerminalHasOneLineOfProgress() {
    var err = new StringWriter();
    var clock = new AtomicLong();
    var screen =
        new Screen(
            new PrintWriter(new StringWriter()),
            new PrintWriter(err),
            true,
            () -> clock.addAndGet(Duration.ofSeconds(1).toNanos()));
    screen.progress("one");
    screen.progress("two");
    screen.say("done");
    assertThat(err.toString())
        .isEqualToIgnoringNewLines("\r\u001b[Kone\r\u001b[Ktwo\r\u001b[Kdone");
  }

  @Test
  void elsewhereProgressIsALineEveryTenSeconds() {
    var err = new StringWriter();
    var clock = new AtomicLong();
    var screen =
        new Screen(
            new PrintWriter(new StringWriter()),
            new PrintWriter(err),
            false,
            () -> clock.getAndAdd(Duration.ofSeconds(1).toNanos()));
    for (int i = 0; i < 25; i++) {
      screen.progress("step " + i);
    }
    assertThat(err.toString().lines()).hasSize(3).first().isEqualTo("step 0");
  }

  @Test
  void theMeterTellsRateAndRest() {
    var clock = new AtomicLong();
    var meter = new Meter(50_000_000, 10_000_000, clock::get);
    clock.set(Duration.ofSeconds(2).toNanos());
    assertThat(meter.at(30_000_000, ENGLISH)).isEqualTo("30.0 MB of 50.0 MB, 10.0 MB/s, 2 s left");
  }

  @Test
  void waitsGetLongerAndEnd() {
    var waits = new ArrayList<Long>();
    var tries = new Patience(Duration.ofSeconds(4), time -> waits.add(time.toMillis())).start();
    while (tries.again()) {
      assertThat(waits).hasSizeLessThan(10);
    }
    assertThat(waits).containsExactly(500L, 1000L, 2000L, 4000L);
  }
}

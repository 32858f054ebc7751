package ki.testbed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import ki.testbed.rules.bundle.ExampleBundle;
import ki.testbed.rules.bundle.Profile;
import ki.testbed.rules.bundle.PublicKeys;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bundle is verified with one command, without a testbed. */
class VerifyTests {
  private static final URI NOWHERE = URI.create("http://127.0.0.1:1");

  private final ExampleBundle bundle = new ExampleBundle();

  @TempDir Path folder;
  private Path zip = Path.of("");
  private Path key = Path.of("");

  @BeforeEach
  void write() throws IOException {
    zip = Files.write(folder.resolve("bundle.zip"), bundle.zip(Profile.FULL));
    key = Files.write(folder.resolve("pub.pem"), bundle.pem());
  }

  @Test
  void aGoodBundleWithItsKeyIsGood() {
    var console = verify(zip.toString(), "--key", key.toString());
    assertThat(console.exit()).isZero();
    assertThat(console.out())
        .contains("RECOMPUTED runs/00000000-0000-0000-0000-000000000001/ latency_p99@1: ")
        .contains("RECOMPUTED verdict c-accuracy@1: MET")
        .contains("HASH_ONLY  comments.json: unchanged")
        .doesNotContain("FAILED");
    assertThat(console.err()).contains("The bundle holds: ").contains("Signed with the given key.");
  }

  @Test
  void whoHasNoKeyIsToldWhatThatMeans() {
    var console = new Console(NOWHERE, Locale.GERMAN).run("verify", zip.toString());
    assertThat(console.exit()).isEqualTo(3);
    assertThat(console.err()).contains("wer unterschrieben hat, ist nicht bewiesen");
  }

  @Test
  void anAlteredFileIsNamed() throws IOException {
    var files = ExampleBundle.unzip(Files.readAllBytes(zip));
    files.get("plan.json")[5] ^= 1;
    Files.write(zip, ExampleBundle.zip(files));
    var console = verify(zip.toString(), "--key", key.toString());
    assertThat(console.exit()).isEqualTo(1);
    assertThat(console.out()).contains("FAILED     plan.json: is altered");
    assertThat(console.err()).contains("The bundle does not hold");
  }

  @Test
  void whatReadersMayNotSeeIsSaid() throws IOException {
    Files.write(zip, bundle.zip(Profile.PUBLIC));
    var console = verify(zip.toString(), "--key", key.toString());
    assertThat(console.exit()).isZero();
    assertThat(console.out()).contains("WITHHELD   comments.json");
  }

  @Test
  void aRevokedKeyIsGoodForNothing() throws IOException {
    Path list = folder.resolve("revoked.json");
    Files.writeString(list, "{\"keys\": [\"" + PublicKeys.id(bundle.key()).hex() + "\"]}");
    var console = verify(zip.toString(), "--key", key.toString(), "--revocations", list.toString());
    assertThat(console.exit()).isEqualTo(3);
    assertThat(console.err()).contains("Revoked.");
  }

  @Test
  void whatIsNoBundleIsUnreadable() throws IOException {
    Files.write(zip, "not a ZIP".getBytes(StandardCharsets.UTF_8));
    assertThat(verify(zip.toString()).exit()).isEqualTo(2);
    assertThat(verify(folder.resolve("missing.zip").toString()).exit()).isEqualTo(2);
    Files.write(zip, bundle.zip(Profile.FULL));
    assertThat(verify(zip.toString(), "--key", zip.toString()).exit()).isEqualTo(2);
  }

  private static Console verify(String... arguments) {
    var all = new String[arguments.length + 1];
    all[0] = "verify";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return Console.english(NOWHERE).run(all);
  }
}

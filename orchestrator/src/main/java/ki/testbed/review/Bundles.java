package ki.testbed.review;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import ki.testbed.evidence.BlobStore;
import ki.testbed.protocol.Sha256;
import ki.testbed.rules.bundle.Visibility;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Hands out frozen bundles; those for others than examiners lack files but keep the signature. */
@Component
public class Bundles {
  private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);

  private final BlobStore blobs;
  private final Freezing freezing;
  private final JsonMapper json;

  Bundles(BlobStore blobs, Freezing freezing, JsonMapper json) {
    this.blobs = blobs;
    this.freezing = freezing;
    this.json = json;
  }

  /** The key that bundles are verified with, as PEM. */
  public String key() {
    return freezing.key().pem();
  }

  /**
   * Writes the bundle of a frozen statement.
   *
   * @param examiner whether files for examiners only are in it
   */
  public void write(Sha256 bundle, boolean examiner, OutputStream to) throws IOException {
    try (var from = new ZipFile(blobs.path(bundle).toFile())) {
      Map<String, Visibility> visibilities = visibilities(from);
      var out = new ZipOutputStream(to);
      for (ZipEntry entry : from.stream().toList()) {
        boolean secret = visibilities.get(entry.getName()) == Visibility.EXAMINER;
        if (examiner || !secret) {
          copy(from, entry, out);
        }
      }
      out.finish();
    }
  }

  private static void copy(ZipFile from, ZipEntry entry, ZipOutputStream out) throws IOException {
    var copy = new ZipEntry(entry.getName());
    copy.setTimeLocal(EPOCH);
    out.putNextEntry(copy);
    try (InputStream in = from.getInputStream(entry)) {
      in.transferTo(out);
    }
    out.closeEntry();
  }

  private Map<String, Visibility> visibilities(ZipFile from) throws IOException {
    Map<String, Visibility> visibilities = new HashMap<>();
    try (InputStream in = from.getInputStream(new ZipEntry("manifest.json"))) {
      for (JsonNode line : json.readTree(in).values()) {
        visibilities.put(
            line.path("path").asString(), Visibility.valueOf(line.path("visibility").asString()));
      }
    }
    return visibilities;
  }
}

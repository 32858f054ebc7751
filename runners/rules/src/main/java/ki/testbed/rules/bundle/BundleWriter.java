package ki.testbed.rules.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import ki.testbed.protocol.Sha256;
import tools.jackson.databind.JsonNode;

/** Writes bundles; the same files give the same bytes, and every profile the same signature. */
public final class BundleWriter {
  static final String MANIFEST = "manifest.json";
  static final String STATEMENT = "statement.dsse.json";
  static final String KEYS = "keys.json";
  private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);

  private final List<BundleFile> files;
  private final byte[] manifest;
  private final byte[] envelope;

  private BundleWriter(List<BundleFile> files, byte[] manifest, byte[] envelope) {
    this.files = files;
    this.manifest = manifest;
    this.envelope = envelope;
  }

  /**
   * Hashes all files and signs.
   *
   * @param image digest of what was tested
   * @param predicate what is said about it
   * @param keys all keys of the testbed, the signer's among them
   */
  public static BundleWriter of(
      List<BundleFile> files, Sha256 image, JsonNode predicate, List<KeyLine> keys, Signer signer)
      throws IOException {
    List<BundleFile> all = new ArrayList<>(files);
    all.add(BundleFile.of(KEYS, Visibility.PUBLIC, BundleJson.canonical(keys)));
    all.sort(Comparator.comparing(BundleFile::path));
    List<ManifestLine> lines = new ArrayList<>();
    for (BundleFile file : all) {
      lines.add(line(file));
    }
    byte[] manifest = BundleJson.canonical(lines);
    byte[] statement =
        BundleJson.canonical(ResultStatement.of(image, Sha256.of(manifest), predicate));
    return new BundleWriter(all, manifest, BundleJson.canonical(Envelope.of(statement, signer)));
  }

  private static ManifestLine line(BundleFile file) throws IOException {
    try (var in = new DigestInputStream(file.content().open(), Sha256.digest())) {
      long size = in.transferTo(OutputStream.nullOutputStream());
      return new ManifestLine(
          file.path(), Sha256.ofDigest(in.getMessageDigest().digest()), size, file.visibility());
    }
  }

  /** Writes a ZIP for these readers. */
  public void write(Profile profile, OutputStream to) throws IOException {
    List<BundleFile> shown = new ArrayList<>();
    files.stream().filter(one -> profile.shows(one.visibility())).forEach(shown::add);
    shown.add(BundleFile.of(MANIFEST, Visibility.PUBLIC, manifest));
    shown.add(BundleFile.of(STATEMENT, Visibility.PUBLIC, envelope));
    shown.sort(Comparator.comparing(BundleFile::path));
    var zip = new ZipOutputStream(to);
    for (BundleFile file : shown) {
      var entry = new ZipEntry(file.path());
      entry.setTimeLocal(EPOCH);
      zip.putNextEntry(entry);
      try (InputStream in = file.content().open()) {
        in.transferTo(zip);
      }
      zip.closeEntry();
    }
    zip.finish();
  }
}

package ki.testbed.intake;

import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import ki.testbed.protocol.Sha256;
import tools.jackson.databind.json.JsonMapper;

/** Writes an image as an OCI layout in a tar, as its blobs come. */
public final class LayoutWriter {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final int END = 2 * TarHeader.BLOCK;

  private final OutputStream out;

  /** Writes to there; closing it is the caller's. */
  public LayoutWriter(OutputStream out) {
    this.out = out;
  }

  /** Writes the bytes of a blob. */
  @FunctionalInterface
  public interface Content {
    /** Exactly as many as were announced. */
    void writeTo(OutputStream out) throws IOException;
  }

  /** The layout's own files and the image's manifest. */
  public void begin(byte[] manifest, String mediaType) throws IOException {
    Sha256 digest = Sha256.of(manifest);
    var descriptor = new LinkedHashMap<String, Object>();
    descriptor.put("mediaType", mediaType);
    descriptor.put("digest", digest.prefixed());
    descriptor.put("size", manifest.length);
    var index = new LinkedHashMap<String, Object>();
    index.put("schemaVersion", 2);
    index.put("manifests", List.of(descriptor));
    file(
        "oci-layout",
        "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    file("index.json", MAPPER.writeValueAsBytes(index));
    file(BlobName.of(digest), manifest);
  }

  /** One blob, of this size. */
  public void blob(Sha256 digest, long size, Content content) throws IOException {
    entry(BlobName.of(digest), size, content);
  }

  /** The end of the tar. */
  public void end() throws IOException {
    out.write(new byte[END]);
  }

  private void file(String name, byte[] bytes) throws IOException {
    entry(name, bytes.length, to -> to.write(bytes));
  }

  private void entry(String name, long size, Content content) throws IOException {
    out.write(DerivedArchive.header(name, size));
    content.writeTo(out);
    out.write(new byte[(int) (-size & (TarHeader.BLOCK - 1))]);
  }
}

package ki.testbed.harness;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import ki.testbed.evidence.EvidenceKind;

/** Something collected that becomes evidence. */
public record Kept(EvidenceKind kind, String mediaType, Bytes bytes) {
  /** Opens the bytes. */
  @FunctionalInterface
  public interface Bytes {
    /** A fresh stream; the caller closes it. */
    InputStream open() throws IOException;
  }

  static Kept of(EvidenceKind kind, String mediaType, byte[] bytes) {
    return new Kept(kind, mediaType, () -> new ByteArrayInputStream(bytes));
  }

  static Kept of(EvidenceKind kind, String mediaType, Path file) {
    return new Kept(kind, mediaType, () -> Files.newInputStream(file));
  }
}

package ki.testbed.harness;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
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

  /** Bytes that are made when they are needed, so that a large table is not held twice for long. */
  static Kept encoded(EvidenceKind kind, String mediaType, Supplier<byte[]> bytes) {
    return new Kept(kind, mediaType, () -> new ByteArrayInputStream(bytes.get()));
  }

  static Kept of(EvidenceKind kind, String mediaType, Path file) {
    return new Kept(kind, mediaType, () -> Files.newInputStream(file));
  }
}

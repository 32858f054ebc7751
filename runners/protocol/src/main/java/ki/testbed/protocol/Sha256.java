package ki.testbed.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 hash (FIPS 180-4) as 64 lower-case hexadecimal digits. */
public record Sha256(String hex) implements Comparable<Sha256> {
  public Sha256 {
    if (!hex.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("not a SHA-256 in lower-case hexadecimal");
    }
  }

  /** Hash of these bytes. */
  public static Sha256 of(byte[] bytes) {
    return ofDigest(digest().digest(bytes));
  }

  /** The 32 bytes of a finished digest as a value. */
  public static Sha256 ofDigest(byte[] hash) {
    return new Sha256(HexFormat.of().formatHex(hash));
  }

  /**
   * Reads {@code <hex>} or {@code sha256:<hex>}.
   *
   * @throws IllegalArgumentException if it is neither
   */
  @JsonCreator
  public static Sha256 parse(String text) {
    return new Sha256(text.startsWith("sha256:") ? text.substring(7) : text);
  }

  /** A fresh SHA-256 digest; every Java platform has it. */
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As image references write it: {@code sha256:<hex>}. */
  public String prefixed() {
    return "sha256:" + hex;
  }

  @Override
  public int compareTo(Sha256 other) {
    return hex.compareTo(other.hex);
  }

  @JsonValue
  @Override
  public String toString() {
    return hex;
  }
}

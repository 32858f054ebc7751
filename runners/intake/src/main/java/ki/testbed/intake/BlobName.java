package ki.testbed.intake;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ki.testbed.protocol.Sha256;

/** Names that say what their content hashes to. */
final class BlobName {
  private static final Pattern BLOB = Pattern.compile("blobs/sha256/([0-9a-f]{64})");
  private static final Pattern CONFIG =
      Pattern.compile("(?:blobs/sha256/|sha256:)?([0-9a-f]{64})(?:\\.json)?");
  private static final Pattern DIGEST = Pattern.compile("sha256:([0-9a-f]{64})");

  private BlobName() {}

  static String of(Sha256 digest) {
    return "blobs/sha256/" + digest.hex();
  }

  /** What a blob's path promises. */
  static Optional<Sha256> blob(String path) {
    return first(BLOB, path);
  }

  /** What the path of a config in a docker-save archive promises, in the ways tools write it. */
  static Optional<Sha256> config(String path) {
    return first(CONFIG, path);
  }

  /** Strictly {@code sha256:<hex>}. */
  static Optional<Sha256> digest(String text) {
    return first(DIGEST, text);
  }

  private static Optional<Sha256> first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.matches() ? Optional.of(new Sha256(matcher.group(1))) : Optional.empty();
  }
}

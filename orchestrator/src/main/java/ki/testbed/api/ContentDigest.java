package ki.testbed.api;

import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ki.testbed.protocol.Sha256;

/** The header {@code Content-Digest} (RFC 9530) with its SHA-256. */
final class ContentDigest {
  private static final Pattern SHA_256 =
      Pattern.compile("(?:^|,\\s*)sha-256=:([A-Za-z0-9+/]{43}=):");

  private ContentDigest() {}

  /**
   * The hash that the body must have.
   *
   * @throws ApiProblem FIELD_INVALID if there is none
   */
  static Optional<Sha256> parse(String header) {
    Matcher found = SHA_256.matcher(header);
    if (!found.find()) {
      throw new ApiProblem(ProblemCode.FIELD_INVALID, "Content-Digest");
    }
    return Optional.of(Sha256.ofDigest(Base64.getDecoder().decode(found.group(1))));
  }
}

package ki.testbed.submission;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import ki.testbed.protocol.Sha256;

/**
 * An image in a registry, named by what it is and not by a tag that may move.
 *
 * @param registry host, with its port if it has one
 * @param repository path of the image there
 * @param digest of its manifest
 */
public record ImageReference(String registry, String repository, Sha256 digest) {
  private static final int LONGEST = 512;

  /** Grammar of the distribution specification; a host has a dot or a port, or is localhost. */
  private static final Pattern FORM =
      Pattern.compile(
          "(?<registry>(?:[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?)(?::[0-9]{1,5})?)"
              + "/(?<repository>[a-z0-9]+(?:(?:[._]|__|-+|/)[a-z0-9]+)*)"
              + "(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?@sha256:(?<digest>[0-9a-f]{64})");

  /** Reads it; empty if it is none, or names no digest. */
  public static Optional<ImageReference> parse(String text) {
    var found = FORM.matcher(text.length() <= LONGEST ? text : "");
    return found.matches() && isHost(found.group("registry"))
        ? Optional.of(
            new ImageReference(
                found.group("registry").toLowerCase(Locale.ROOT),
                found.group("repository"),
                new Sha256(found.group("digest"))))
        : Optional.empty();
  }

  private static boolean isHost(String registry) {
    return registry.contains(".") || registry.contains(":") || registry.equals("localhost");
  }

  /** As people write it. */
  @Override
  public String toString() {
    return registry + "/" + repository + "@" + digest.prefixed();
  }
}

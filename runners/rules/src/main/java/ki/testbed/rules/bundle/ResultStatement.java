package ki.testbed.rules.bundle;

import java.util.List;
import java.util.Map;
import ki.testbed.protocol.Sha256;
import tools.jackson.databind.JsonNode;

/**
 * What is signed: an in-toto Statement v1 about an image and a bundle's manifest.
 *
 * @param predicate what is said about them
 */
record ResultStatement(
    String _type, List<Subject> subject, String predicateType, JsonNode predicate) {
  static final String STATEMENT = "https://in-toto.io/Statement/v1";
  static final String PREDICATE = "evaluation-result/v1";

  record Subject(String name, Map<String, String> digest) {}

  static ResultStatement of(Sha256 image, Sha256 manifest, JsonNode predicate) {
    return new ResultStatement(
        STATEMENT,
        List.of(subject("image", image), subject(BundleWriter.MANIFEST, manifest)),
        PREDICATE,
        predicate);
  }

  private static Subject subject(String name, Sha256 hash) {
    return new Subject(name, Map.of("sha256", hash.hex()));
  }

  boolean isAbout(Sha256 manifest) {
    return _type.equals(STATEMENT)
        && predicateType.equals(PREDICATE)
        && subject.contains(subject(BundleWriter.MANIFEST, manifest));
  }
}

package ki.testbed.submission;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import ki.testbed.intake.LayoutWriter;
import ki.testbed.protocol.Sha256;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Brings an image from its registry into one file, an OCI layout as an upload could have it. Each
 * byte is hashed as it comes; what breaks off is asked for again from there on.
 */
final class ImagePull {
  private static final int LONGEST_MANIFEST = 4 << 20;
  private static final int TRIES = 5;
  private static final int BUFFER = 1 << 16;
  private static final JsonMapper JSON = JsonMapper.shared();

  private final ImageReference reference;
  private final RegistryClient registry;
  private final long largest;
  private final Duration pause;

  /**
   * One pull.
   *
   * @param largest bytes that an image may have
   * @param pause after the first failure; it doubles
   */
  ImagePull(ImageReference reference, RegistryClient registry, long largest, Duration pause) {
    this.reference = reference;
    this.registry = registry;
    this.largest = largest;
    this.pause = pause;
  }

  /** A blob that a manifest names. */
  private record Named(Sha256 digest, long size) {}

  /**
   * Writes the file.
   *
   * @return SHA-256 of all of it
   * @throws RegistryRefusal if the image cannot be had, for reasons that are not ours
   * @throws IOException if the file cannot be written
   */
  Sha256 into(Path file) throws IOException, InterruptedException {
    byte[] manifest = manifest(reference.digest());
    JsonNode read = read(manifest);
    Optional<Named> chosen = ofPlatform(read);
    if (chosen.isPresent()) {
      manifest = manifest(chosen.get().digest());
      read = read(manifest);
    }
    List<Named> blobs = blobs(read);
    requireFits(blobs);
    MessageDigest all = Sha256.digest();
    try (var out =
        new DigestOutputStream(
            new BufferedOutputStream(Files.newOutputStream(file), BUFFER), all)) {
      var layout = new LayoutWriter(out);
      layout.begin(manifest, mediaType(read));
      for (Named blob : blobs) {
        layout.blob(blob.digest(), blob.size(), to -> copy(blob, to));
      }
      layout.end();
    }
    return Sha256.ofDigest(all.digest());
  }

  private byte[] manifest(Sha256 digest) throws InterruptedException {
    byte[] bytes =
        tried(() -> {
          try (var answer = registry.manifest(digest.prefixed())) {
            return answer.body().readNBytes(LONGEST_MANIFEST);
          }
        });
    if (!Sha256.of(bytes).equals(digest)) {
      throw new RegistryRefusal(SubmissionFindings.otherBytes(reference));
    }
    return bytes;
  }

  private JsonNode read(byte[] manifest) {
    try {
      return JSON.readTree(manifest);
    } catch (JacksonException _) {
      throw new RegistryRefusal(SubmissionFindings.noManifestThere(reference));
    }
  }

  /** The one image for our platform, if the manifest is a list of images. */
  private Optional<Named> ofPlatform(JsonNode list) {
    if (!list.path("manifests").isArray()) {
      return Optional.empty();
    }
    var fitting = new ArrayList<Named>();
    for (JsonNode entry : list.path("manifests")) {
      JsonNode platform = entry.path("platform");
      if (platform.path("os").asString("").equals("linux")
          && platform.path("architecture").asString("").equals("amd64")) {
        fitting.add(named(entry));
      }
    }
    if (fitting.size() != 1) {
      throw new RegistryRefusal(SubmissionFindings.noManifestThere(reference));
    }
    return Optional.of(fitting.getFirst());
  }

  private List<Named> blobs(JsonNode manifest) {
    var blobs = new LinkedHashMap<Sha256, Named>();
    var config = named(manifest.path("config"));
    blobs.put(config.digest(), config);
    for (JsonNode layer : manifest.path("layers")) {
      var blob = named(layer);
      blobs.putIfAbsent(blob.digest(), blob);
    }
    return List.copyOf(blobs.values());
  }

  private Named named(JsonNode descriptor) {
    String digest = descriptor.path("digest").asString("");
    long size = descriptor.path("size").asLong(-1);
    if (!digest.matches("sha256:[0-9a-f]{64}") || size < 0 || size > largest) {
      throw new RegistryRefusal(
          size > largest
              ? SubmissionFindings.tooLarge(largest)
              : SubmissionFindings.noManifestThere(reference));
    }
    return new Named(new Sha256(digest.substring("sha256:".length())), size);
  }

  private void requireFits(List<Named> blobs) {
    long sum = 0;
    for (Named blob : blobs) {
      sum += blob.size();
      if (sum > largest) {
        throw new RegistryRefusal(SubmissionFindings.tooLarge(largest));
      }
    }
  }

  private static String mediaType(JsonNode manifest) {
    String said = manifest.path("mediaType").asString("");
    return said.isEmpty() ? "application/vnd.oci.image.manifest.v1+json" : said;
  }

  private void copy(Named blob, OutputStream to) throws IOException {
    MessageDigest digest = Sha256.digest();
    var progress = new long[1];
    try {
      for (int tries = 0; progress[0] < blob.size(); tries++) {
        goOn(blob, to, digest, progress, tries);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the pull was interrupted", e);
    }
    if (!Sha256.ofDigest(digest.digest()).equals(blob.digest())) {
      throw new RegistryRefusal(SubmissionFindings.otherBytes(reference));
    }
  }

  /** From where it broke off; what it cannot write is no failure of the registry. */
  private void goOn(Named blob, OutputStream to, MessageDigest digest, long[] progress, int tries)
      throws IOException, InterruptedException {
    byte[] buffer = new byte[BUFFER];
    try (var answer = registry.blob(blob.digest().prefixed(), progress[0])) {
      if (answer.status() == 200) {
        answer.body().skipNBytes(progress[0]);
      }
      while (progress[0] < blob.size()) {
        int n = answer.body().read(buffer, 0, (int) Math.min(BUFFER, blob.size() - progress[0]));
        if (n < 0) {
          throw new IOException("the registry's answer ended early");
        }
        digest.update(buffer, 0, n);
        written(to, buffer, n);
        progress[0] += n;
      }
    } catch (Unwritable e) {
      throw e.cause;
    } catch (IOException e) {
      waitOrGiveUp(tries, e);
    }
  }

  private static void written(OutputStream to, byte[] buffer, int n) {
    try {
      to.write(buffer, 0, n);
    } catch (IOException e) {
      throw new Unwritable(e);
    }
  }

  /** A failure of our disk, which is not to be taken for one of the network. */
  private static final class Unwritable extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final IOException cause;

    Unwritable(IOException cause) {
      super(cause);
      this.cause = cause;
    }
  }

  /** Something asked of a registry. */
  private interface Asked<T> {
    T get() throws IOException;
  }

  private <T> T tried(Asked<T> asked) throws InterruptedException {
    for (int tries = 0; ; tries++) {
      try {
        return asked.get();
      } catch (IOException e) {
        waitOrGiveUp(tries, e);
      }
    }
  }

  private void waitOrGiveUp(int tries, IOException why) throws InterruptedException {
    if (tries + 1 >= TRIES) {
      var refusal = new RegistryRefusal(SubmissionFindings.notReachable(reference));
      refusal.addSuppressed(why);
      throw refusal;
    }
    Thread.sleep(pause.multipliedBy(1L << tries));
  }
}

package ki.testbed.review;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipFile;
import ki.testbed.access.OrganisationId;
import ki.testbed.evidence.BlobStore;
import ki.testbed.protocol.Sha256;
import ki.testbed.rules.bundle.BundleWriter;
import ki.testbed.rules.bundle.Line;
import ki.testbed.rules.bundle.Profile;
import ki.testbed.rules.bundle.Verification;
import ki.testbed.rules.bundle.Verifier;
import ki.testbed.rules.bundle.ZipSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Builds the bundle of a decided statement, verifies it as anybody would, and keeps it. */
@Component
class Freezing {
  private final BundleFiles files;
  private final BlobStore blobs;
  private final SigningKey key;

  Freezing(
      BundleFiles files,
      BlobStore blobs,
      @Value("${testbed.home}") Path home,
      InstantSource clock) {
    this.files = files;
    this.blobs = blobs;
    this.key = SigningKey.of(home.resolve("keys"), clock.instant());
  }

  /** The key that others check with. */
  SigningKey key() {
    return key;
  }

  /**
   * Keeps the whole bundle.
   *
   * @throws IllegalStateException if what was built does not hold; nothing is kept then
   */
  Sha256 freeze(Statements.View view, OrganisationId owner) {
    try {
      Path file = Files.createTempFile(blobs.incoming(), "bundle", ".zip");
      try {
        write(view, file);
        verify(file);
        return blobs.adopt(owner, file, hash(file)).hash();
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the bundle cannot be built", e);
    }
  }

  private void write(Statements.View view, Path file) throws IOException {
    BundleFiles.Content content = files.of(view);
    try (var out = Files.newOutputStream(file)) {
      BundleWriter.of(
              content.files(), content.image(), content.predicate(), List.of(key.line()), key)
          .write(Profile.FULL, out);
    }
  }

  private void verify(Path file) throws IOException {
    try (var zip = new ZipFile(file.toFile())) {
      Verification seen =
          Verifier.verify(new ZipSource(zip), new Verifier.Given(Optional.of(key.key()), Set.of()));
      if (seen.exit() != 0) {
        throw new IllegalStateException("the bundle does not hold: " + failed(seen));
      }
    }
  }

  private static List<String> failed(Verification seen) {
    return seen.lines().stream()
        .filter(one -> one.status() == Line.Status.FAILED)
        .map(one -> one.what() + " " + one.why().en())
        .toList();
  }

  private static Sha256 hash(Path file) throws IOException {
    var digest = Sha256.digest();
    try (var in = new java.security.DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
    }
    return Sha256.ofDigest(digest.digest());
  }
}

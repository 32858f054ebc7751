package ki.testbed.invariant;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.security.DigestInputStream;
import java.util.List;
import java.util.Optional;
import ki.testbed.evidence.BlobStore;
import ki.testbed.invariant.InvariantStore.Kept;
import ki.testbed.protocol.Sha256;
import org.springframework.stereotype.Component;

/**
 * Whether the bytes of blobs are there: of all their size, of a part that moves on with every look
 * their hash.
 */
@Component
class DiskCheck implements Check {
  private static final int PAGE = 500;
  private static final long HASHED_PER_LOOK = 1L << 30;

  private final InvariantStore store;
  private final BlobStore blobs;
  private String hashedUpTo = "";

  DiskCheck(InvariantStore store, BlobStore blobs) {
    this.store = store;
    this.blobs = blobs;
  }

  /** One look at all blobs. */
  @Override
  public synchronized void look() {
    long budget = HASHED_PER_LOOK;
    String from = hashedUpTo;
    String after = "";
    List<Kept> page = store.blobsAfter(after, PAGE);
    while (!page.isEmpty()) {
      for (Kept kept : page) {
        boolean hashed = budget > 0 && kept.hash().compareTo(from) > 0;
        judge(kept, hashed);
        budget -= hashed ? kept.bytes() : 0;
        hashedUpTo = hashed ? kept.hash() : hashedUpTo;
      }
      after = page.getLast().hash();
      page = store.blobsAfter(after, PAGE);
    }
    hashedUpTo = budget > 0 ? "" : hashedUpTo;
  }

  private void judge(Kept kept, boolean hashed) {
    wrong(kept, hashed)
        .ifPresentOrElse(
            detail -> store.note(Invariant.I1, kept.hash(), detail),
            () -> {
              if (hashed) {
                store.gone(Invariant.I1, kept.hash());
              }
            });
  }

  private Optional<String> wrong(Kept kept, boolean hashed) {
    var hash = new Sha256(kept.hash());
    try {
      long size = Files.size(blobs.path(hash));
      if (size != kept.bytes()) {
        return Optional.of("its file has " + size + " of " + kept.bytes() + " bytes");
      }
      return hashed && !found(hash).equals(hash)
          ? Optional.of("its file holds other bytes")
          : Optional.empty();
    } catch (IOException e) {
      return Optional.of("its file cannot be read: " + e.getClass().getSimpleName());
    }
  }

  private Sha256 found(Sha256 hash) throws IOException {
    var digest = Sha256.digest();
    try (InputStream bytes = new DigestInputStream(blobs.open(hash), digest)) {
      bytes.transferTo(OutputStream.nullOutputStream());
    }
    return Sha256.ofDigest(digest.digest());
  }
}

package ki.testbed.evidence;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.UUID;
import ki.testbed.access.KeptSecret;
import ki.testbed.access.OrganisationId;
import ki.testbed.protocol.Sha256;
import org.springframework.transaction.support.TransactionOperations;

/** Blobs as files {@code sha256/ab/cdef...} of one file system. */
final class FileBlobStore implements BlobStore {
  private static final int BUFFER = 1 << 16;

  private final Path folder;
  private final BlobRowStore rows;
  private final TransactionOperations transactions;

  /** Makes the folders, with mode 700. */
  FileBlobStore(Path folder, BlobRowStore rows, TransactionOperations transactions)
      throws IOException {
    KeptSecret.ownFolder(folder);
    this.folder = folder.toRealPath();
    this.rows = rows;
    this.transactions = transactions;
    Files.createDirectories(incoming());
    Files.createDirectories(this.folder.resolve("sha256"));
  }

  @Override
  public Blob put(OrganisationId owner, InputStream bytes) throws IOException {
    Path part = incoming().resolve("put-" + UUID.randomUUID());
    try {
      Blob blob = write(part, bytes);
      moveIn(part, blob.hash());
      return own(owner, blob);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static Blob write(Path part, InputStream bytes) throws IOException {
    MessageDigest digest = Sha256.digest();
    long size = 0;
    try (var channel =
        FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      byte[] buffer = new byte[BUFFER];
      for (int n = bytes.read(buffer); n >= 0; n = bytes.read(buffer)) {
        digest.update(buffer, 0, n);
        writeAll(channel, ByteBuffer.wrap(buffer, 0, n));
        size += n;
      }
      channel.force(true);
    }
    return new Blob(Sha256.ofDigest(digest.digest()), size);
  }

  private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  @Override
  public Blob adopt(OrganisationId owner, Path file, Sha256 expected) throws IOException {
    boolean moved =
        !Files.exists(file) && Files.exists(path(expected)); // a crash came before the row
    Path bytes = moved ? path(expected) : file;
    Sha256 found = hash(bytes);
    if (!found.equals(expected)) {
      throw new ContentChangedException(expected, found);
    }
    long size = Files.size(bytes);
    if (!moved) {
      sync(file);
      moveIn(file, expected);
    }
    return own(owner, new Blob(expected, size));
  }

  private static Sha256 hash(Path file) throws IOException {
    MessageDigest digest = Sha256.digest();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[BUFFER];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    }
    return Sha256.ofDigest(digest.digest());
  }

  private void moveIn(Path part, Sha256 hash) throws IOException {
    Path target = path(hash);
    Path fan = folder.resolve("sha256").resolve(hash.hex().substring(0, 2));
    if (!Files.isDirectory(fan)) {
      Files.createDirectories(fan);
      sync(folder.resolve("sha256"));
    }
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    sync(fan);
  }

  /** Makes names and bytes survive a power cut; works for folders too. */
  private static void sync(Path path) throws IOException {
    try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private Blob own(OrganisationId owner, Blob blob) {
    transactions.executeWithoutResult(_ -> {
      rows.insert(blob);
      rows.insertOwner(owner, blob.hash());
    });
    return blob;
  }

  @Override
  public Optional<Blob> find(OrganisationId owner, Sha256 hash) {
    return rows.find(owner, hash);
  }

  @Override
  public InputStream open(Sha256 hash) throws IOException {
    return new BufferedInputStream(Files.newInputStream(path(hash)), BUFFER);
  }

  @Override
  public Path path(Sha256 hash) {
    return folder
        .resolve("sha256")
        .resolve(hash.hex().substring(0, 2))
        .resolve(hash.hex().substring(2));
  }

  @Override
  public Path incoming() {
    return folder.resolve("incoming");
  }

  @Override
  public long freeBytes() throws IOException {
    return Files.getFileStore(folder).getUsableSpace();
  }
}

package ki.testbed.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * A random secret in a file that only its owner can read; made on first use, outside the database.
 */
public record KeptSecret(String text) {
  private static final int LENGTH = 43; // 256 bits in base 62

  /**
   * Reads the secret of this name, or makes it.
   *
   * @param folder gets mode 700
   * @throws UncheckedIOException if it can be neither read nor written
   */
  public static KeptSecret of(Path folder, String name, RandomGenerator random) {
    try {
      ownFolder(folder);
      Path file = folder.resolve(name);
      if (!Files.exists(file)) {
        make(file, Base62.random(random, LENGTH));
      }
      return new KeptSecret(Files.readString(file).strip());
    } catch (IOException e) {
      throw new UncheckedIOException("the secret " + name + " cannot be read or written", e);
    }
  }

  /** Makes a folder that only its owner can enter, with those above it. */
  public static void ownFolder(Path folder) throws IOException {
    var owner = PosixFilePermissions.fromString("rwx------");
    Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(owner));
    Files.setPosixFilePermissions(folder, owner);
  }

  /** Writes a file that only its owner can read, whole or not at all. */
  public static void ownFile(Path file, String text) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    Files.deleteIfExists(part);
    write(part, text);
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void make(Path file, String secret) throws IOException {
    Path part =
        file.resolveSibling(
            file.getFileName()
                + "."
                + ProcessHandle.current().pid()
                + "."
                + Thread.currentThread().threadId());
    write(part, secret);
    try {
      Files.createLink(file, part); // unlike a move, never over somebody else's
    } catch (FileAlreadyExistsException _) {
      // another process was first; its secret counts
    } finally {
      Files.delete(part);
    }
  }

  private static void write(Path file, String text) throws IOException {
    var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    try (var channel =
        FileChannel.open(
            file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), owner)) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  /** Never the secret. */
  @Override
  public String toString() {
    return "KeptSecret[...]";
  }
}

package ki.testbed.submission;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Optional;
import ki.testbed.protocol.Sha256;
import ki.testbed.submission.UploadProblem.Code;

/**
 * The file of an upload while one writer has it; its lock ends with the process, however that ends.
 */
final class IncomingFile implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final Path path;
  private final FileChannel channel;

  private IncomingFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Opens the file for one writer, making it if it is not there.
   *
   * @throws UploadProblem BUSY if somebody else has it
   */
  static IncomingFile begin(Path path) throws IOException {
    return open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  /**
   * Opens the file for one writer.
   *
   * @throws UploadProblem BUSY if somebody else has it
   * @throws NoSuchFileException if it is not there
   */
  static IncomingFile goOn(Path path) throws IOException {
    return open(path, StandardOpenOption.WRITE);
  }

  private static IncomingFile open(Path path, OpenOption... options) throws IOException {
    var channel = FileChannel.open(path, options);
    try {
      if (lock(channel).isEmpty()) {
        throw new UploadProblem(Code.BUSY);
      }
      return new IncomingFile(path, channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static Optional<FileLock> lock(FileChannel channel) throws IOException {
    try {
      return Optional.ofNullable(channel.tryLock());
    } catch (OverlappingFileLockException _) {
      return Optional.empty();
    }
  }

  Path path() {
    return path;
  }

  /** Cuts off what was written, but never acknowledged. */
  void cut(long length) throws IOException {
    channel.truncate(length);
  }

  /** How many bytes are there. */
  long length() throws IOException {
    return channel.size();
  }

  /**
   * Writes exactly these bytes at the end and makes them durable, or leaves the file as it was.
   *
   * @throws UploadProblem if they end early, are too slow, or are not those of the digest
   */
  void append(InputStream bytes, long length, Optional<Sha256> expected, Pace pace)
      throws IOException {
    long from = channel.size();
    boolean done = false;
    try {
      Sha256 found = copy(bytes, from, length, pace);
      if (expected.filter(one -> !one.equals(found)).isPresent()) {
        throw new UploadProblem(Code.CHUNK_DIGEST);
      }
      channel.force(true);
      done = true;
    } finally {
      if (!done) {
        channel.truncate(from);
      }
    }
  }

  private Sha256 copy(InputStream bytes, long from, long length, Pace pace) throws IOException {
    MessageDigest digest = Sha256.digest();
    byte[] buffer = new byte[BUFFER];
    for (long left = length; left > 0; ) {
      int n = read(bytes, buffer, (int) Math.min(left, BUFFER));
      digest.update(buffer, 0, n);
      write(ByteBuffer.wrap(buffer, 0, n), from + length - left);
      pace.received(n);
      left -= n;
    }
    return Sha256.ofDigest(digest.digest());
  }

  /** What a sender does to its connection is its own doing, no defect of ours. */
  private static int read(InputStream bytes, byte[] buffer, int most) {
    try {
      int n = bytes.read(buffer, 0, most);
      if (n < 0) {
        throw new UploadProblem(Code.CHUNK_CUT);
      }
      return n;
    } catch (SocketTimeoutException _) {
      throw new UploadProblem(Code.TOO_SLOW);
    } catch (IOException _) {
      throw new UploadProblem(Code.CHUNK_CUT);
    }
  }

  private void write(ByteBuffer bytes, long at) throws IOException {
    for (long position = at; bytes.hasRemaining(); ) {
      position += channel.write(bytes, position);
    }
  }

  void delete() throws IOException {
    Files.deleteIfExists(path);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}

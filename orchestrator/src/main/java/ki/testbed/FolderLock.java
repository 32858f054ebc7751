package ki.testbed;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Says that a living process uses a folder; the operating system takes it back when that process
 * ends, however it ends.
 */
final class FolderLock implements AutoCloseable {
  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock, waiting for a process that is just ending.
   *
   * @throws DatabaseRefused if another process still has it after this time
   */
  static FolderLock take(Path folder, Duration patience) throws IOException {
    var channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    for (long left = patience.toMillis(); !locked(channel); left -= 100) {
      if (left <= 0) {
        channel.close();
        throw new DatabaseRefused(
            "Another process uses " + folder + ". Stop it, or give this one another testbed.home.");
      }
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
    return new FolderLock(channel);
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException _) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}

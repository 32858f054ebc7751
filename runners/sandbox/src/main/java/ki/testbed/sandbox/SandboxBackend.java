package ki.testbed.sandbox;

import java.io.InputStream;
import java.time.Duration;
import java.util.List;

/**
 * An engine that can hold sandboxes. Every operation has a deadline of its own, is idempotent, and fails in two ways only: {@link
 * SandboxUnreachable} (outcome unknown: look, then try again) and {@link SandboxRefused} (trying again changes nothing).
 *
 * <p>Life of a sandbox: {@link #create} makes runner and SUT, {@link #order} gives the running runner its order through stdin and then starts
 * the SUT, {@link #events} follows the runner's stdout, {@link #stop} and {@link #remove} end it.
 */
public interface SandboxBackend extends AutoCloseable {

  /** What this engine is and offers. */
  BackendFacts facts();

  /**
   * Creates the sandbox and starts its runner, which waits for its order. Idempotent on (claim, attempt): the same spec gives the same handle.
   *
   * @throws SandboxRefused if another spec exists under this claim and attempt, an image is not startable, or the profile is not honoured
   */
  SandboxHandle create(SandboxSpec spec, Fence fence);

  /**
   * Delivers the order to the runner's stdin, then starts the SUT. Once per sandbox.
   *
   * @param order first line and blobs, exactly {@code bytes} long
   * @throws SandboxRefused with ORDER_NOT_DELIVERED if an order went in before or the runner has ended
   */
  void order(SandboxHandle handle, InputStream order, long bytes, Fence fence);

  /** What is there now. */
  SandboxStatus status(SandboxHandle handle);

  /**
   * Follows the runner's stdout from its first line; may be called again at any time before removal and then starts over. The sink is called
   * from one thread, and once at the end.
   */
  EventFollower events(SandboxHandle handle, LineSink sink);

  /** At most maxBytes of what a part has written from the cursor on; repeatable until removed. */
  LogSlice logs(SandboxHandle handle, Part part, long cursor, int maxBytes);

  /** Counters of a part, each absent with a reason where the engine does not tell. */
  Usage usage(SandboxHandle handle, Part part);

  /** Ends a part: SIGTERM, after the grace SIGKILL. Returns when it has ended, at the latest grace + 3 s later. */
  void stop(SandboxHandle handle, Part part, Duration grace, Fence fence);

  /** Removes both containers with their volumes and networks; of something gone it succeeds. Returns when nothing is left. */
  void remove(SandboxHandle handle, Fence fence);

  /** All sandboxes that carry this installation's mark, half-made and orphaned ones too; never anybody else's. */
  List<OwnedSandbox> owned();

  /** Makes an image known to the engine; does nothing if it is there. Checks afterwards that it can be started. */
  void load(ImageSource image, Fence fence);

  @Override
  void close();
}

package ki.testbed.sandbox;

import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * An engine that can hold sandboxes. Every operation has a deadline of its own, is idempotent, and
 * fails in two ways only: {@link SandboxUnreachable} (outcome unknown: look, then try again) and
 * {@link SandboxRefused} (trying again changes nothing).
 *
 * <p>Life of a sandbox: {@link #load} both images, {@link #create} makes runner and SUT, {@link
 * #order} starts the runner, gives it its order through stdin and starts the SUT, {@link #events}
 * follows the runner's stdout, {@link #stop} and {@link #remove} end it.
 */
public interface SandboxBackend extends AutoCloseable {

  /** What this engine is and offers. */
  BackendFacts facts();

  /**
   * Creates both parts, starts nothing. Idempotent on (claim, attempt): the same spec gives the
   * same sandbox, whoever calls; its expiry and the epoch of the fence are marks and do not count.
   *
   * @throws SandboxRefused if another spec exists under this claim and attempt, an image is not
   *     there, or the profile is not honoured
   */
  SandboxHandle create(SandboxSpec spec, Fence fence);

  /**
   * Starts the runner, delivers the order to its stdin, then starts the SUT. Once per sandbox, also
   * among several callers. A SUT whose program cannot be started is no failure of this call: {@link
   * #status} tells.
   *
   * @param order first line and blobs, exactly {@code bytes} long; read here, closed by the caller
   * @throws SandboxRefused with ORDER_NOT_DELIVERED if an order went in before, the runner has
   *     ended or does not read, or the stream ends early
   */
  void order(SandboxHandle handle, InputStream order, long bytes, Fence fence);

  /** What is there now. */
  SandboxStatus status(SandboxHandle handle);

  /**
   * Follows the runner's stdout from its first line; may be called again at any time before removal
   * and then starts over, which is also how a caller reconnects. The sink is called from one
   * thread, and once at the end. Before the order it ends at once as broken.
   */
  EventFollower events(SandboxHandle handle, LineSink sink);

  /**
   * At most maxBytes of what a part has written from the cursor on, 0 being the beginning;
   * repeatable until removed. Of the runner only stderr, as its stdout are the events. Where the
   * engine has dropped the beginning, cursors count from what it still has.
   */
  LogSlice logs(SandboxHandle handle, Part part, long cursor, int maxBytes);

  /**
   * Counters of a part, each absent with a reason where nobody tells. Cheap enough for ten calls a
   * second where the engine is on this machine. After the part has ended: the figures last seen, so
   * ask right before stopping it. Of a sandbox that is gone all are absent.
   */
  Usage usage(SandboxHandle handle, Part part);

  /**
   * The profile of a part as the engine reports it, by the names the engine uses; long texts as
   * their hash. Empty if it is gone.
   */
  Map<String, String> profile(SandboxHandle handle, Part part);

  /**
   * Ends a part: SIGTERM, after the grace SIGKILL. Returns when it has ended, at the latest grace +
   * 3 s later.
   */
  void stop(SandboxHandle handle, Part part, Duration grace, Fence fence);

  /**
   * Removes both parts with their volumes and networks; of something gone it succeeds. Returns when
   * nothing is left, processes that outlived their container included.
   *
   * @return what had to be ended by force
   * @throws SandboxUnreachable also if processes outlive even that
   */
  Leftovers remove(SandboxHandle handle, Fence fence);

  /**
   * All sandboxes that carry this installation's mark, half-made and orphaned ones too; never
   * anybody else's.
   */
  List<OwnedSandbox> owned();

  /**
   * Makes an image known to the engine; does nothing if it is there. Checks afterwards that it can
   * be started.
   */
  void load(ImageSource image, Fence fence);

  /**
   * Proves that this engine keeps the profile, by trying on containers of its own everything that
   * must not work; takes seconds, at most a minute.
   *
   * @param runner the image of our runner, which does it
   */
  NodeProof prove(ImageSource runner, Fence fence);

  @Override
  void close();
}

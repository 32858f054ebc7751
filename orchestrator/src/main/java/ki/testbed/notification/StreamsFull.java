package ki.testbed.notification;

/** Too many live streams are open; asking again later, or reading now and then, works. */
public final class StreamsFull extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StreamsFull() {
    super("too many live streams", null, false, false);
  }
}

package ki.testbed.queue;

/**
 * Another leader has taken over: what this one began must not be written. Stop; nothing else is to
 * be done.
 */
public final class NotLeader extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotLeader(long epoch) {
    super("epoch " + epoch + " is over; nothing of it is written any more");
  }
}

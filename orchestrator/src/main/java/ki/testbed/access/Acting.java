package ki.testbed.access;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * For whom the current thread works; connections to the database show and take only rows of that
 * organisation. Our own threads work for everybody; a thread that answers a request works for its
 * caller, and for nobody where there is none. It counts from the next transaction on.
 */
public final class Acting {
  /** What a session of the database is told when our own work goes on. */
  private static final String EVERYBODY = "all";

  private static final String NOBODY = "";

  private static final ThreadLocal<String> NOW = ThreadLocal.withInitial(() -> EVERYBODY);

  private Acting() {}

  /** Until this is closed. */
  public static final class Until implements AutoCloseable {
    private final String before;

    private Until(String next) {
      this.before = NOW.get();
      NOW.set(next);
    }

    @Override
    public void close() {
      NOW.set(before);
    }
  }

  /** From now on for the organisation of this caller, or for nobody. */
  public static Until on(Optional<Caller> caller) {
    return new Until(caller.map(one -> one.organisation().toString()).orElse(NOBODY));
  }

  /** Does this for everybody: to find out who somebody is, before that is known. */
  public static <T> T forEverybody(Supplier<T> work) {
    try (var _ = new Until(EVERYBODY)) {
      return work.get();
    }
  }

  /** What sessions of the database are told. */
  static String setting() {
    return NOW.get();
  }
}

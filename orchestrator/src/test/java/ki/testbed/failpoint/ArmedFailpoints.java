package ki.testbed.failpoint;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Failpoints of tests: counts how often each is reached; what is armed happens once. */
public final class ArmedFailpoints implements Failpoints {
  private final Map<String, AtomicInteger> reached = new ConcurrentSkipListMap<>();
  private final Map<String, Fault> armed = new ConcurrentHashMap<>();

  /** The next time this failpoint is reached, this happens. */
  public void arm(String name, Fault fault) {
    armed.put(name, fault);
  }

  /** Nothing is armed any more. */
  public void disarm() {
    armed.clear();
  }

  /** Whether what was armed here has happened, or was taken away. */
  public boolean isArmed(String name) {
    return armed.containsKey(name);
  }

  /** Names of all that were reached. */
  public Set<String> reached() {
    return new TreeSet<>(reached.keySet());
  }

  /** How often this one was reached. */
  public int reached(String name) {
    return Optional.ofNullable(reached.get(name)).map(AtomicInteger::get).orElse(0);
  }

  @Override
  public void reach(String name) {
    reached.computeIfAbsent(name, _ -> new AtomicInteger()).incrementAndGet();
    Fault fault = armed.remove(name);
    if (fault != null) {
      fault.happen(name);
    }
  }
}

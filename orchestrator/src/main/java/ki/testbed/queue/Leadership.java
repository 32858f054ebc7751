package ki.testbed.queue;

import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The lease: of all orchestrators on one database, who plans, reconciles and commands engines. A
 * process that was paused finds its term over by its own monotonic clock, and the database refuses
 * what it still writes.
 */
@Component
public class Leadership {
  private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);
  private static final Duration OVER = Duration.ofDays(1);

  private final LeaderStore store;
  private final QueueProperties settings;
  private final LongSupplier nanoTime;
  private final String holder = UUID.randomUUID().toString();
  private final AtomicReference<Optional<Renewal>> last = new AtomicReference<>(Optional.empty());

  private volatile boolean left;

  private record Renewal(long epoch, long nanoTime) {}

  Leadership(LeaderStore store, QueueProperties settings, LongSupplier nanoTime) {
    this.store = store;
    this.settings = settings;
    this.nanoTime = nanoTime;
  }

  /** Renews the lease, or tries to get it; does nothing while the database is away. */
  @Scheduled(fixedRateString = "${testbed.queue.renewal:2s}")
  public void renew() {
    if (left) {
      return;
    }
    long asked = nanoTime.getAsLong();
    try {
      Optional<Renewal> renewal =
          store.acquire(holder, settings.lease()).map(epoch -> new Renewal(epoch, asked));
      announce(last.getAndSet(renewal), renewal);
    } catch (DataAccessException e) {
      LOG.warn("The lease could not be renewed, tried again: {}", e.getMessage());
    }
  }

  private static void announce(Optional<Renewal> before, Optional<Renewal> now) {
    if (!before.map(Renewal::epoch).equals(now.map(Renewal::epoch))) {
      now.ifPresentOrElse(
          renewal -> LOG.info("This process leads in epoch {}", renewal.epoch()),
          () -> LOG.info("Another process leads"));
    }
  }

  /** This process's term; empty if it does not lead or has not renewed in time. */
  public Optional<Term> term() {
    return last.get()
        .map(renewal -> new Term(this, renewal.epoch()))
        .filter(term -> term.sinceRenewal().compareTo(settings.lease()) < 0);
  }

  Duration sinceRenewal(long epoch) {
    return last.get()
        .filter(renewal -> renewal.epoch() == epoch)
        .map(renewal -> Duration.ofNanos(nanoTime.getAsLong() - renewal.nanoTime()))
        .orElse(OVER);
  }

  /**
   * First statement of every transaction that plans or moves a run: the epoch cannot end before the
   * transaction does.
   *
   * @throws NotLeader if another leader has taken over
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void confirm(long epoch) {
    if (!store.holds(epoch)) {
      throw new NotLeader(epoch);
    }
  }

  /** Gives the lease up, so that another process need not wait for its end. */
  public void resign() {
    if (last.getAndSet(Optional.empty()).isPresent()) {
      store.resign(holder);
    }
  }

  /** At an orderly end; where the database is away the lease runs out by itself. */
  @PreDestroy
  void leave() {
    left = true;
    try {
      resign();
    } catch (DataAccessException e) {
      LOG.warn("The lease could not be given up, it runs out by itself: {}", e.getMessage());
    }
  }
}

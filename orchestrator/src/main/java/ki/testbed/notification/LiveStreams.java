package ki.testbed.notification;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import ki.testbed.access.AccountId;
import ki.testbed.access.Caller;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Server-sent events out of the outbox, for API and pages alike; any replica can serve them. */
@Component
public class LiveStreams {
  /** After this a stream ends, and the browser opens the next one by itself. */
  private static final Duration LONGEST = Duration.ofMinutes(30);

  private static final int PER_CALLER = 6;
  private static final int IN_ALL = 500;

  private final Outbox outbox;
  private final InstantSource clock;
  private final AtomicInteger open = new AtomicInteger();
  private final Map<AccountId, Integer> perCaller = new ConcurrentHashMap<>();

  LiveStreams(Outbox outbox, InstantSource clock) {
    this.outbox = outbox;
    this.clock = clock;
  }

  /** Streams that are open here. */
  public int open() {
    return open.get();
  }

  /**
   * Begins to tell; the answer goes on until the evaluation's end, the stream's longest life, or
   * the loss of the caller's right.
   *
   * @throws StreamsFull if the caller or this instance has too many
   */
  public SseEmitter follow(Watch watch) {
    enter(watch.caller());
    Instant end = clock.instant().plus(LONGEST);
    var emitter = new SseEmitter(LONGEST.plusMinutes(1).toMillis());
    var stream = new LiveStream(outbox, emitter, watch, clock, end);
    emitter.onCompletion(stream::stop);
    emitter.onTimeout(stream::stop);
    emitter.onError(_ -> stream.stop());
    Thread.ofVirtual()
        .name("events-" + watch.evaluation())
        .start(() -> {
          try {
            stream.run();
          } finally {
            leave(watch.caller());
          }
        });
    return emitter;
  }

  private void enter(Caller caller) {
    if (open.incrementAndGet() > IN_ALL) {
      open.decrementAndGet();
      throw new StreamsFull();
    }
    if (perCaller.merge(caller.account(), 1, Integer::sum) > PER_CALLER) {
      leave(caller);
      throw new StreamsFull();
    }
  }

  private void leave(Caller caller) {
    open.decrementAndGet();
    perCaller.computeIfPresent(caller.account(), (_, count) -> count > 1 ? count - 1 : null);
  }
}

package ki.testbed.notification;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import ki.testbed.access.Caller;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** One open stream, on a virtual thread of its own. */
final class LiveStream implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(LiveStream.class);
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration BEAT = Duration.ofSeconds(15);
  private static final Duration RIGHTS = Duration.ofSeconds(60);
  private static final int AT_ONCE = 200;
  private static final long RETRY_MILLIS = 3000;

  private final Outbox outbox;
  private final SseEmitter emitter;
  private final Watch watch;
  private final InstantSource clock;
  private final Instant end;
  private Caller caller;
  private long after;
  private Instant spoke;
  private Instant checked;
  private volatile boolean stopped;

  LiveStream(Outbox outbox, SseEmitter emitter, Watch watch, InstantSource clock, Instant end) {
    this.outbox = outbox;
    this.emitter = emitter;
    this.watch = watch;
    this.clock = clock;
    this.end = end;
    this.caller = watch.caller();
    this.after = watch.after();
    this.spoke = clock.instant();
    this.checked = spoke;
  }

  /** The reader is gone. */
  void stop() {
    stopped = true;
  }

  @Override
  public void run() {
    try {
      emitter.send(SseEmitter.event().reconnectTime(RETRY_MILLIS).comment("open"));
      while (!stopped && step()) {
        Thread.sleep(LOOK);
      }
      emitter.complete();
    } catch (IOException | IllegalStateException e) {
      LOG.debug("A reader of {} left: {}", watch.evaluation(), e.getMessage());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Tells what is new; false when there is nothing more to tell. */
  private boolean step() throws IOException {
    Instant now = clock.instant();
    if (!now.isBefore(end) || !allowed(now)) {
      return false;
    }
    List<LiveEvent> events = look();
    boolean more = true;
    for (LiveEvent event : events) {
      more &= tell(event, now);
    }
    beat(now);
    return more && !(watch.over() && events.isEmpty());
  }

  private List<LiveEvent> look() {
    try {
      return outbox.after(caller, watch.evaluation(), after, AT_ONCE);
    } catch (DataAccessException e) {
      LOG.warn("The outbox did not answer; streams go on when it does: {}", e.getMessage());
      return List.of();
    }
  }

  private boolean tell(LiveEvent event, Instant now) throws IOException {
    after = event.id();
    if (watch.wanted().test(event)) {
      emitter.send(
          SseEmitter.event()
              .id(Long.toString(event.id()))
              .name(event.type())
              .data(event.body(), MediaType.TEXT_PLAIN));
      spoke = now;
    }
    return !event.type().equals("end");
  }

  private void beat(Instant now) throws IOException {
    if (Duration.between(spoke, now).compareTo(BEAT) >= 0) {
      emitter.send(SseEmitter.event().comment("beat"));
      spoke = now;
    }
  }

  private boolean allowed(Instant now) {
    if (Duration.between(checked, now).compareTo(RIGHTS) < 0) {
      return true;
    }
    checked = now;
    Optional<Caller> still = watch.again().get();
    still.ifPresent(found -> caller = found);
    return still.isPresent();
  }
}

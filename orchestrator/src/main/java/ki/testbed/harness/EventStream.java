package ki.testbed.harness;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import ki.testbed.protocol.Envelope;
import ki.testbed.protocol.Event;
import ki.testbed.protocol.Phase;
import ki.testbed.sandbox.LineSink;

/**
 * The events of one attempt while they arrive. Reading is never held up: this only remembers; those
 * who want to know look.
 */
final class EventStream implements LineSink {
  /** So long it may take to read again what was said before we followed. */
  private static final Duration CATCH_UP = Duration.ofSeconds(5);

  private static final Event LAST_OUTCOME = new Event.PhaseChange(Phase.DRAIN, Event.Edge.END);

  private final EventCheck check;
  private final LongSupplier nanoTime;
  private final Runnable stirred;
  private final Map<Phase, Instant> begun = new EnumMap<>(Phase.class);
  private final Set<Phase> ended = EnumSet.noneOf(Phase.class);
  private final List<Told> phases = new ArrayList<>();
  private Optional<Told> progress = Optional.empty();
  private Optional<Phase> phase = Optional.empty();
  private Optional<Event.Hello> hello = Optional.empty();
  private Optional<Event.Conformance> conformance = Optional.empty();
  private Optional<Event.Finished> finished = Optional.empty();
  private Optional<EventViolation> violation = Optional.empty();
  private final long followedSince;
  private Optional<Instant> served = Optional.empty();
  private boolean following = true;
  private boolean complete;
  private long lastHeard;

  /**
   * Starts listening now.
   *
   * @param stirred called when something happened that may ask for a decision
   */
  EventStream(EventCheck check, LongSupplier nanoTime, Runnable stirred) {
    this.check = check;
    this.nanoTime = nanoTime;
    this.stirred = stirred;
    this.lastHeard = nanoTime.getAsLong();
    this.followedSince = lastHeard;
  }

  @Override
  public void line(String line, boolean truncated) {
    if (hear(line, truncated)) {
      stirred.run();
    }
  }

  private synchronized boolean hear(String line, boolean truncated) {
    lastHeard = nanoTime.getAsLong();
    if (violation.isPresent()) {
      return false;
    }
    try {
      return remember(check.next(line, truncated));
    } catch (EventViolation e) {
      violation = Optional.of(e);
      return true;
    }
  }

  private boolean remember(Envelope envelope) {
    switch (envelope.event()) {
      case Event.Hello one -> hello = Optional.of(one);
      case Event.Conformance one -> conformance = Optional.of(one);
      case Event.Finished one -> finished = Optional.of(one);
      case Event.PhaseChange change -> enter(change, told(envelope));
      case Event.Progress _ -> progress = Optional.of(told(envelope));
      case Event.ScheduleFixed _,
          Event.Calibration _,
          Event.Noticed _,
          Event.Chunk _,
          Event.ResultComplete _ -> {}
    }
    return switch (envelope.event()) {
      case Event.Hello _, Event.PhaseChange _, Event.Finished _ -> true;
      case Event.Conformance _,
          Event.Progress _,
          Event.ScheduleFixed _,
          Event.Calibration _,
          Event.Noticed _,
          Event.Chunk _,
          Event.ResultComplete _ ->
          false;
    };
  }

  private static Told told(Envelope envelope) {
    return new Told(envelope.seq(), envelope.wall(), envelope.event());
  }

  private void enter(Event.PhaseChange change, Told told) {
    phase = Optional.of(change.phase());
    begun.putIfAbsent(change.phase(), told.wall());
    if (change.state() == Event.Edge.END) {
      ended.add(change.phase());
    }
    if (told.event().equals(LAST_OUTCOME)) {
      served = Optional.of(told.wall());
    }
    phases.add(told);
  }

  @Override
  public void end(boolean broken) {
    synchronized (this) {
      following = false;
      complete = !broken;
    }
    stirred.run();
  }

  synchronized Heard heard() {
    return new Heard(
        following,
        phase,
        begun,
        ended,
        hello,
        conformance,
        finished,
        served,
        complete,
        complete || since(followedSince).compareTo(CATCH_UP) > 0,
        since(lastHeard),
        violation);
  }

  private Duration since(long then) {
    return Duration.ofNanos(nanoTime.getAsLong() - then);
  }

  /** Phase changes after this number, and the newest live figures if they are after it too. */
  synchronized List<Told> after(long seq) {
    var news = new ArrayList<>(phases.stream().filter(told -> told.seq() > seq).toList());
    progress.filter(told -> told.seq() > seq).ifPresent(news::add);
    return news;
  }

  synchronized Optional<Event.Progress> progress() {
    return progress.map(told -> (Event.Progress) told.event());
  }
}

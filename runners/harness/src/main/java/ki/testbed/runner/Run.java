package ki.testbed.runner;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import ki.testbed.protocol.Event;
import ki.testbed.protocol.Order;
import ki.testbed.protocol.Phase;
import ki.testbed.protocol.SeedCommit;
import ki.testbed.protocol.Severity;
import ki.testbed.runner.arrival.Schedule;
import ki.testbed.runner.driver.Conformity;
import ki.testbed.runner.driver.Contract;
import ki.testbed.runner.driver.Defect;
import ki.testbed.runner.driver.Fault;
import ki.testbed.runner.measure.Calibration;
import ki.testbed.runner.measure.GcPauses;
import ki.testbed.runner.measure.HostWatch;
import ki.testbed.runner.measure.LiveFigures;
import ki.testbed.runner.measure.Traffic;
import ki.testbed.runner.report.EventWriter;
import ki.testbed.runner.report.Heartbeat;
import ki.testbed.runner.report.StdoutFull;
import ki.testbed.runner.scenario.AnswerIndex;

/** One run from hello to finished, phase by phase. */
final class Run {
  private static final long CANCEL_DRAIN_NS = 5_000_000_000L;
  private static final int MOST_PORTS = 20;
  private static final long GONE_NS = 3_000_000_000L;

  private final ReceivedOrder received;
  private final Order order;
  private final Instruments instruments;
  private final EventWriter events;
  private final Cancellation cancellation;
  private final BiFunction<CalibrationExtent, ReceivedOrder, Calibration.Extent> extents;
  private final Phases phases;
  private final Load load;
  private final AnswerIndex answers;
  private final HostWatch watch;
  private Optional<WindowAccount> account = Optional.empty();
  private int foreignConnections;

  Run(
      ReceivedOrder received,
      Instruments instruments,
      EventWriter events,
      Cancellation cancellation) {
    this(received, instruments, events, cancellation, CalibrationExtent::of);
  }

  /** A run that is calibrated as long as it is told. */
  Run(
      ReceivedOrder received,
      Instruments instruments,
      EventWriter events,
      Cancellation cancellation,
      BiFunction<CalibrationExtent, ReceivedOrder, Calibration.Extent> extents) {
    this.extents = extents;
    this.received = received;
    this.order = received.order();
    this.instruments = instruments;
    this.events = events;
    this.cancellation = cancellation;
    this.phases = new Phases(events);
    this.load = new Load(received, instruments, cancellation);
    this.answers = new AnswerIndex(received.mostAnswers());
    this.watch = new HostWatch(instruments.clock(), instruments.wall(), GcPauses.listening());
  }

  /**
   * Performs it and says how it ended.
   *
   * @param sealed whether the network must be closed; only development runs without
   */
  void perform(SandboxView view, boolean sealed) {
    events.write(Greeting.hello(view, instruments.departures().timerSlackNs()));
    try (Heartbeat _ = new Heartbeat(events, this::progress, Run::lastResort)) {
      if (sealed && !view.isSealed()) {
        throw new RunFailed("NETWORK_NOT_SEALED");
      }
      measure();
      noticeListeners(view);
      report();
    } catch (RunFailed e) {
      events.finish(Event.End.FAILED, e.reason());
    } catch (Cancellation.Cancelled e) {
      endCancelled();
    } catch (StdoutFull e) {
      events.finish(Event.End.FAILED, "EVENTS_INCOMPLETE");
    }
    events.finish(Event.End.DONE, "");
  }

  /** In a sandbox whoever listens beside the SUT's port is the SUT too. */
  private void noticeListeners(SandboxView view) {
    List<Integer> others = view.isSealed() ? new ArrayList<>(view.openPorts()) : new ArrayList<>();
    others.remove(Integer.valueOf(order.target().port()));
    if (!others.isEmpty()) {
      String ports = others.stream().limit(MOST_PORTS).map(String::valueOf).collect(joining(", "));
      events.write(
          new Event.Noticed(
              "FOREIGN_LISTENER", Severity.WARNING, "ports beside the planned one: " + ports));
    }
  }

  private static void lastResort(Thread thread, Throwable cause) {
    Defect.raise(cause);
  }

  private Event.Progress progress() {
    LiveFigures.Look look = load.live().look();
    return new Event.Progress(
        phases.current(),
        look.sent(),
        look.ok(),
        look.failed(),
        look.inFlight(),
        look.p50Ns(),
        look.p99Ns(),
        look.lagP99Ns(),
        HostWatch.cpuNs());
  }

  private void measure() {
    phases.during(Phase.READY, new Readying(received, instruments, events, cancellation)::await);
    Conformity conformity = examine();
    Schedule schedule = fixSchedule();
    boolean timed = order.scenario().kind().isTimed();
    if (timed) {
      calibrate(Phase.CALIBRATION_A, "A", CalibrationExtent.BEFORE, conformity.goldenBytes());
      emptyHeap();
      phases.during(Phase.WARMUP, load::warmUp);
    }
    window(schedule);
    if (timed) {
      calibrate(Phase.CALIBRATION_B, "B", CalibrationExtent.AFTER, conformity.goldenBytes());
    }
    cancellation.check();
  }

  /** Calibration filled it; a window of ordinary length then needs no collection of its own. */
  private static void emptyHeap() {
    System.gc();
  }

  private Conformity examine() {
    phases.begin(Phase.CONFORMANCE);
    Conformity conformity = instruments.driver().examine(instruments.caller());
    cancellation.check();
    events.write(
        new Event.Conformance(
            conformity.findings(),
            conformity.metadata().orElse(null),
            conformity.golden().orElse(null)));
    if (!conformity.holds()) {
      throw new RunFailed("CONFORMANCE_FAILED");
    }
    phases.end(Phase.CONFORMANCE);
    return conformity;
  }

  private Schedule fixSchedule() {
    Schedule schedule = received.schedule(instruments.seed());
    events.write(
        new Event.ScheduleFixed(
            schedule.arrivals(),
            received.shape().windowNs(),
            schedule.sha256(),
            SeedCommit.of(order.run(), order.attempt(), order.seed())));
    return schedule;
  }

  private void calibrate(Phase phase, String which, CalibrationExtent extent, int answerBytes) {
    phases.begin(phase);
    Calibration.Means means =
        new Calibration.Means(
            instruments.transport(),
            instruments.departures(),
            instruments.driver(),
            instruments.seed().derived("calibration-" + which),
            received.dataSet(),
            answerBytes,
            instruments.clock());
    Calibration.Figures figures =
        new Calibration(means, extents.apply(extent, received), cancellation::isRequested)
            .conduct();
    cancellation.check();
    foreignConnections += figures.foreign();
    events.write(
        new Event.Calibration(
            which,
            figures.p50Ns(),
            figures.p99Ns(),
            figures.attainablePerSecond(),
            figures.exchanges()));
    if (figures.foreign() > 0) {
      events.write(
          new Event.Noticed(
              "FOREIGN_CONNECTION",
              Severity.WARNING,
              figures.foreign() + " connections to the null server were not ours"));
    }
    phases.end(phase);
  }

  private void window(Schedule schedule) {
    Traffic traffic = load.prepare(schedule, answers);
    phases.begin(Phase.WINDOW);
    watch.start();
    WindowAccount begun = new WindowAccount(traffic, instruments, watch);
    account = Optional.of(begun);
    load.start(traffic);
    load.awaitWindow(traffic);
    traffic.stop();
    phases.end(Phase.WINDOW);
    phases.during(Phase.DRAIN, () -> drain(traffic));
    begun.close();
    if (begun.sawUnsolicited()) {
      Contract found = Contract.C228;
      events.write(
          new Event.Noticed(found.name(), found.severity(), found.finding().message().en()));
    }
  }

  private void drain(Traffic traffic) {
    traffic.drain(order.deadlines().drainNs(), Fault.TOO_SLOW);
    instruments.checking().await();
    int port = order.target().port();
    cancellation.await(() -> listens(port), GONE_NS, instruments.clock());
  }

  /**
   * A SUT that has ended is waited for a moment, so that its end, of which the engine tells a
   * little late, is not taken for one that came after its last answer.
   */
  private static boolean listens(int port) {
    try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private void report() {
    Report report = new Report(events, answers, load.pieces());
    if (received.truth().isPresent() && order.scenario().kind().isScored()) {
      phases.during(
          Phase.SCORING,
          () -> received.truth().ifPresent(truth -> report.score(truth, closed().recording())));
    }
    phases.during(
        Phase.REPORT,
        () -> report.raw(closed().recording(), closed().observations(foreignConnections)));
  }

  private WindowAccount closed() {
    return account.orElseThrow();
  }

  /** What was measured until then goes out too, unscored. */
  private void endCancelled() {
    account.ifPresent(begun -> {
      begun.traffic().stop();
      begun.traffic().drain(CANCEL_DRAIN_NS, Fault.GIVEN_UP);
      instruments.checking().await();
      begun.close();
      phases.during(
          Phase.REPORT,
          () ->
              new Report(events, answers, load.pieces())
                  .raw(begun.recording(), begun.observations(foreignConnections)));
    });
    events.finish(Event.End.CANCELLED, "CANCELLED");
  }
}

package ki.testbed.runner;

import ki.testbed.protocol.Event;
import ki.testbed.protocol.Phase;
import ki.testbed.runner.report.EventWriter;

/** Where in its time line the run is; says so at each edge. */
final class Phases {
  private final EventWriter events;
  private volatile Phase current = Phase.READY;

  Phases(EventWriter events) {
    this.events = events;
  }

  Phase current() {
    return current;
  }

  void begin(Phase phase) {
    current = phase;
    events.write(new Event.PhaseChange(phase, Event.Edge.BEGIN));
  }

  void end(Phase phase) {
    events.write(new Event.PhaseChange(phase, Event.Edge.END));
  }

  /** A phase from begin to end; one that is broken off by an exception has no end. */
  void during(Phase phase, Runnable work) {
    begin(phase);
    work.run();
    end(phase);
  }
}

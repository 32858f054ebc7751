package ki.testbed.harness;

import java.util.List;
import java.util.Optional;
import ki.testbed.protocol.Event;
import ki.testbed.sandbox.EventFollower;
import ki.testbed.sandbox.Usage;

/** One attempt of a run being followed: its events and its counters. */
public final class RunWatch implements AutoCloseable {
  private final RunBrief brief;
  private final UsageLog usage;
  private volatile EventStream stream;
  private volatile EventFollower follower;

  RunWatch(RunBrief brief, UsageLog usage, EventStream stream, EventFollower follower) {
    this.brief = brief;
    this.usage = usage;
    this.stream = stream;
    this.follower = follower;
  }

  void follow(EventStream newStream, EventFollower newFollower) {
    follower.close();
    stream = newStream;
    follower = newFollower;
  }

  /** What it is about. */
  public RunBrief brief() {
    return brief;
  }

  /** What its runner has said. */
  public Heard heard() {
    return stream.heard();
  }

  /** What those who watch have not heard yet: events after this number. */
  public List<Told> after(long seq) {
    return stream.after(seq);
  }

  /** The newest live figures. */
  public Optional<Event.Progress> progress() {
    return stream.progress();
  }

  /** The newest reading of the SUT's counters. */
  public Optional<Usage> lastUsage() {
    return usage.last();
  }

  /** Bounds the SUT ran into. */
  public Strain strain() {
    return usage.strain();
  }

  UsageLog usage() {
    return usage;
  }

  @Override
  public void close() {
    follower.close();
    usage.close();
  }
}

package ki.testbed.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Remembers what a follower delivers. */
public final class Recorder implements LineSink {
  private final List<String> lines = new ArrayList<>();
  private final List<String> cut = new ArrayList<>();
  private final CompletableFuture<Boolean> broken = new CompletableFuture<>();

  @Override
  public synchronized void line(String line, boolean truncated) {
    (truncated ? cut : lines).add(line);
  }

  @Override
  public void end(boolean broken) {
    this.broken.complete(broken);
  }

  /** Whole lines so far. */
  public synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  /** Number of whole lines so far. */
  public synchronized int count() {
    return lines.size();
  }

  /** Cut lines so far. */
  public synchronized List<String> cut() {
    return List.copyOf(cut);
  }

  /** Whether the stream has ended. */
  public boolean ended() {
    return broken.isDone();
  }

  /** Waits for the end: whether it broke off. */
  public boolean broken() {
    return broken.orTimeout(60, TimeUnit.SECONDS).join();
  }

  /** The first line, as soon as there is one. */
  public String firstLine() {
    return Eventually.seen(() -> lines().stream().findFirst(), Optional::isPresent).orElseThrow();
  }
}

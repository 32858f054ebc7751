package ki.testbed.evaluation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import ki.testbed.catalog.PlanRef;
import ki.testbed.submission.SubmissionId;

/**
 * Where hostile submissions are tried: a few installations on one real engine, hostile runs on all
 * of them and healthy ones beside them on one more, until nothing runs and what is left shows.
 */
final class HostileRange implements AutoCloseable {
  private static final PlanRef PLAN =
      HostileNeighbour.plan(Runtime.getRuntime().availableProcessors());

  private final EngineHost host;
  private final List<HostileLane> lanes;
  private final HostileLane beside;
  private final SubmissionId healthy;
  private final HostileNeighbour alone;
  private final RestingProcess rested;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  /**
   * What came of some that were tried at the same time.
   *
   * @param complaints about all of them together
   */
  record Attempt(
      Map<HostileCase, Ended> ended, List<HostileNeighbour> beside, List<String> complaints) {}

  /** The engine must be used by nobody else meanwhile. */
  HostileRange(String name, String engine, int lanes) throws InterruptedException {
    this.host = new EngineHost(engine);
    this.beside = new HostileLane(name + "_beside", engine);
    this.lanes =
        IntStream.range(0, lanes).mapToObj(i -> new HostileLane(name + "_" + i, engine)).toList();
    this.healthy = beside.healthy();
    warm();
    this.alone = beside.beside(healthy, PLAN);
    this.rested = RestingProcess.now();
  }

  /** Each has run something before anything is compared with how it was. */
  private void warm() throws InterruptedException {
    all(
        lanes.stream()
            .<Callable<HostileNeighbour>>map(
                lane -> () -> lane.beside(lane.healthy(), HostileCase.QUICK))
            .toList());
  }

  HostileNeighbour alone() {
    return alone;
  }

  /** Tries some, as many at the same time as there are lanes. */
  Attempt attempt(Collection<HostileCase> cases) throws InterruptedException, IOException {
    long before = diskUse();
    Queue<HostileCase> waiting = new ConcurrentLinkedQueue<>(cases);
    Map<HostileCase, Ended> ended = new ConcurrentHashMap<>();
    var over = new CountDownLatch(goesOn(cases) ? 1 : 0);
    Future<List<HostileNeighbour>> neighbours = threads.submit(() -> runBeside(over));
    try {
      all(lanes.stream().<Callable<Boolean>>map(lane -> () -> work(lane, waiting, ended)).toList());
    } finally {
      over.countDown();
    }
    List<HostileNeighbour> healthyOnes = result(neighbours);
    return new Attempt(ended, healthyOnes, complaints(healthyOnes, before));
  }

  /**
   * Whether healthy runs follow each other for as long as it takes. Where cores are few, one is all
   * that a measurement which depends on time bears.
   */
  private static boolean goesOn(Collection<HostileCase> cases) {
    return PLAN.equals(HostileCase.LOAD) || cases.stream().noneMatch(HostileCase::timed);
  }

  /** Healthy runs one after the other, at least one. */
  private List<HostileNeighbour> runBeside(CountDownLatch over) {
    var all = new ArrayList<HostileNeighbour>();
    do {
      all.add(beside.beside(healthy, PLAN));
    } while (over.getCount() > 0);
    return all;
  }

  private static boolean work(
      HostileLane lane, Queue<HostileCase> waiting, Map<HostileCase, Ended> ended)
      throws IOException {
    for (HostileCase one = waiting.poll(); one != null; one = waiting.poll()) {
      Ended end = lane.attempt(one);
      System.out.println(one + ": " + end.brief() + (one.expected().met(end) ? "" : end.rules()));
      ended.put(one, end);
    }
    return true;
  }

  private <T> void all(Collection<Callable<T>> work) throws InterruptedException {
    for (Future<T> one : threads.invokeAll(work)) {
      result(one);
    }
  }

  private static <T> T result(Future<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new AssertionError("could not be tried", e);
    }
  }

  /** All rest: whatever is there now was left behind. */
  private List<String> complaints(List<HostileNeighbour> healthyOnes, long before)
      throws IOException {
    var complaints = new ArrayList<String>();
    for (HostileNeighbour one : healthyOnes) {
      complaints.addAll(one.disturbed(alone));
    }
    host.remains().forEach(one -> complaints.add("left behind: " + one));
    for (HostileLane lane : lanes) {
      lane.temporary().forEach(one -> complaints.add("left behind: " + one));
      complaints.addAll(lane.violations());
    }
    long growth = diskUse() - before;
    if (growth > HostileTable.GROWTH) {
      complaints.add("disk grew by " + growth + " bytes");
    }
    complaints.addAll(rested.different());
    return complaints;
  }

  private long diskUse() {
    return host.bytes() + lanes.stream().mapToLong(HostileLane::bytes).sum();
  }

  @Override
  public void close() throws Exception {
    threads.shutdownNow();
    beside.close();
    for (HostileLane lane : lanes) {
      lane.close();
    }
  }
}

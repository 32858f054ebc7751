package ki.testbed.evaluation;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The seeded hand: strikes, waits until the service works again, and notes how long that took. */
final class ChaosHand {
  private static final Duration LEASE = Duration.ofSeconds(8);

  private final ChaosStage stage;
  private final ChaosLoad load;
  private final Random random;
  private final Map<Blow, Integer> struck = new EnumMap<>(Blow.class);
  private final Map<String, List<Double>> recoveries = new TreeMap<>();

  ChaosHand(ChaosStage stage, ChaosLoad load, Random random) {
    this.stage = stage;
    this.load = load;
    this.random = random;
  }

  /** A next blow of any kind. */
  void strike() throws IOException, InterruptedException {
    strike(Blow.values()[random.nextInt(Blow.values().length)]);
  }

  /** A blow of this kind, until a run moves again. */
  void strike(Blow blow) throws IOException, InterruptedException {
    if (deal(blow)) {
      struck.merge(blow, 1, Integer::sum);
      load.keepUp();
      if (!blow.part().equals("none")) {
        recoveries.computeIfAbsent(blow.part(), _ -> new ArrayList<>()).add(recovered(blow));
      }
    }
  }

  /** Whether it happened at all. */
  private boolean deal(Blow blow) throws IOException, InterruptedException {
    switch (blow) {
      case SERVICE_KILLED -> any().kill();
      case SERVICE_HALTED -> {
        return halt();
      }
      case SERVICE_PAUSED -> pause();
      case ENGINE_KILLED -> {
        stage.engine().kill();
        stage.engine().start();
      }
      case ENGINE_STOPPED -> {
        stage.engine().stop();
        stage.engine().start();
      }
      case ENGINE_WEDGED -> {
        stage.engine().wedge();
        rest(Duration.ofSeconds(5L + random.nextInt(10)));
        stage.engine().resume();
      }
      case DATABASE_KILLED -> stage.server().kill();
      case LINE_CUT -> {
        stage.line().cut();
        rest(Duration.ofMillis(random.nextInt(3000)));
        stage.line().mend();
      }
      case LINE_CUT_AT_COMMIT -> {
        stage.line().cutAtCommit();
        ChaosStage.awaitCalm("a commit", stage.line()::isCutAtCommit);
      }
      case CANCELLED -> load.cancelOne();
    }
    return true;
  }

  private ServiceProcess any() {
    List<ServiceProcess> alive = stage.services().stream().filter(ServiceProcess::isAlive).toList();
    return alive.get(random.nextInt(alive.size()));
  }

  /** Both may reach it; who does first, dies. */
  private boolean halt() {
    List<String> reached = List.copyOf(reached());
    if (reached.isEmpty()) {
      return false;
    }
    String name = reached.get(random.nextInt(reached.size()));
    List<ServiceProcess> alive = stage.services().stream().filter(ServiceProcess::isAlive).toList();
    alive.forEach(service -> service.failpoints().arm(name, "HALT"));
    long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (alive.stream().allMatch(ServiceProcess::isAlive) && System.nanoTime() < patience) {
      rest(Duration.ofMillis(50));
    }
    alive.forEach(service -> service.failpoints().disarm(name));
    return !alive.stream().allMatch(ServiceProcess::isAlive);
  }

  /** Whoever leads, as far as one can tell from outside. */
  private void pause() {
    ServiceProcess paused = any();
    paused.pause();
    rest(LEASE.plusSeconds(1L + random.nextInt(5)));
    paused.resume();
  }

  private static void rest(Duration time) {
    LockSupport.parkNanos(time.toNanos());
  }

  /** From now until somebody leads and a run has moved, which starts the dead ones again. */
  private double recovered(Blow blow) {
    long[] from = {-1};
    double seconds =
        ChaosStage.awaitCalm(
            "recovery from " + blow,
            () -> {
              load.keepUp();
              from[0] = from[0] < 0 ? stage.moves() : from[0];
              return stage.leader() > 0 && stage.moves() > from[0];
            });
    stage.services().stream().filter(one -> !one.isAlive()).forEach(ServiceProcess::startAgain);
    return seconds;
  }

  /** Names of failpoints that were reached. */
  Set<String> reached() {
    var all = new TreeSet<String>();
    stage.services().forEach(service -> all.addAll(service.failpoints().reached()));
    return all;
  }

  /** Names of failpoints at which a service died. */
  Set<String> halted() {
    var all = new TreeSet<String>();
    stage.services().forEach(service -> all.addAll(service.failpoints().struck()));
    return all;
  }

  Map<Blow, Integer> struck() {
    return struck;
  }

  /** Processes that died. */
  int kills() {
    return struck.entrySet().stream()
        .filter(one -> one.getKey().kill())
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  /** Seconds of each recovery, in order, by what had to recover. */
  Map<String, List<Double>> recoveries() {
    recoveries.values().forEach(times -> times.sort(null));
    return recoveries;
  }
}

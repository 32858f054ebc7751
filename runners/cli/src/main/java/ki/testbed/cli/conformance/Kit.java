package ki.testbed.cli.conformance;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import ki.testbed.cli.conformance.EchoServer.Habit;
import ki.testbed.protocol.Envelope;
import ki.testbed.protocol.Event;
import ki.testbed.protocol.Exchanges;
import ki.testbed.protocol.Outcome;
import ki.testbed.protocol.Phase;
import ki.testbed.protocol.RunnerExit;
import ki.testbed.protocol.Scores;
import ki.testbed.protocol.SeedCommit;
import ki.testbed.protocol.WireFormatException;

/** The conformance kit: what a runner must do with orders of the scenario accuracy. */
public final class Kit {
  private static final long SECOND = 1_000_000_000L;
  private static final long LEAST_STDOUT = 65_536;
  private static final long LONGEST_SILENCE = 10 * SECOND;
  private static final List<Phase> PHASES =
      List.of(Phase.READY, Phase.CONFORMANCE, Phase.WINDOW, Phase.DRAIN, Phase.REPORT);

  private final RunnerUnderTest runner;
  private final List<Check> checks = new ArrayList<>();

  private Kit(RunnerUnderTest runner) {
    this.runner = runner;
  }

  /** Puts the runner that this command starts through all checks, one after the other. */
  public static List<Check> of(List<String> command) throws IOException, InterruptedException {
    Kit kit = new Kit(new RunnerUnderTest(command));
    kit.wholeRun();
    kit.refusals();
    kit.services();
    kit.bounds();
    return List.copyOf(kit.checks);
  }

  /** The checks of one whole run alone. */
  static List<Check> whole(List<String> command) throws IOException, InterruptedException {
    Kit kit = new Kit(new RunnerUnderTest(command));
    kit.wholeRun();
    return List.copyOf(kit.checks);
  }

  private void check(String id, String title, Supplier<Optional<String>> check) {
    Optional<String> wrong;
    try {
      wrong = check.get();
    } catch (WireFormatException e) {
      wrong = Optional.of(String.valueOf(e.getMessage()));
    }
    checks.add(new Check(id, title, wrong));
  }

  private static Optional<String> unless(boolean good, String wrong) {
    return good ? Optional.empty() : Optional.of(wrong);
  }

  private void wholeRun() throws IOException, InterruptedException {
    try (EchoServer service = new EchoServer(Habit.HONEST)) {
      KitOrder order = KitOrder.to(service.port());
      Ended run = runner.run(order.bytes());
      check("K01", "ends with exit code 0 although its stdin stays open", () -> exit(run, 0));
      check(
          "K02",
          "every line is an event of the protocol",
          () -> unless(!run.events().isEmpty(), "there is no event"));
      check("K03", "numbers from 1 without a gap, of this run and attempt", () -> numbers(run));
      check("K04", "its clock never runs backwards, no silence of 10 s", () -> clocks(run));
      check("K05", "greets first, finishes last", () -> firstAndLast(run));
      check("K06", "phases in their order", () -> phases(run));
      check("K07", "announces its schedule with the commit of the seed", () -> commit(run));
      check("K08", "every sample once, one outcome each", () -> rows(run));
      check("K09", "chunks have their hashes, the result names them all", () -> chunks(run));
      check("K10", "scores as the truth says", () -> scores(run));
      check("K11", "its last event counts events and bytes", () -> counted(run));
      check(
          "K12",
          "tells neither seed nor truth",
          () ->
              unless(!run.says(KitOrder.SEED) && !run.says("SECRET"), "a secret is in its output"));
      check(
          "K13",
          "says what it saw of itself",
          () ->
              unless(run.chunks().observations().isPresent(), "there is no chunk of kind harness"));
    }
  }

  private static Optional<String> exit(Ended run, int expected) {
    return unless(run.exit() == expected, "exit code " + run.exit() + " instead of " + expected);
  }

  private static Optional<String> numbers(Ended run) {
    List<Envelope> events = run.events();
    return unless(
        IntStream.range(0, events.size())
            .allMatch(i ->
                events.get(i).seq() == i + 1
                    && events.get(i).run().equals(KitOrder.RUN)
                    && events.get(i).attempt() == 3),
        "an event is out of place");
  }

  private static Optional<String> clocks(Ended run) {
    long[] times = run.events().stream().mapToLong(Envelope::mono).toArray();
    return unless(
        IntStream.range(1, times.length)
            .mapToLong(i -> times[i] - times[i - 1])
            .allMatch(gap -> gap >= 0 && gap < LONGEST_SILENCE),
        "two events in a row are in the wrong order or too far apart");
  }

  private static Optional<String> firstAndLast(Ended run) {
    List<Envelope> events = run.events();
    boolean good =
        !events.isEmpty()
            && events.getFirst().event() instanceof Event.Hello
            && events.getLast().event() instanceof Event.Finished(Event.End end, _, _, _)
            && end == Event.End.DONE;
    return unless(good, "hello is not first or finished with DONE not last");
  }

  private static Optional<String> phases(Ended run) {
    List<Phase> begun =
        run.all(Event.PhaseChange.class).stream()
            .filter(change -> change.state() == Event.Edge.BEGIN)
            .map(Event.PhaseChange::phase)
            .toList();
    List<Phase> asked = begun.stream().filter(PHASES::contains).toList();
    long ended =
        run.all(Event.PhaseChange.class).stream()
            .filter(change -> change.state() == Event.Edge.END)
            .count();
    boolean good = asked.equals(PHASES) && ended == begun.size();
    return unless(good && begun.equals(begun.stream().sorted().toList()), "phases " + begun);
  }

  private static Optional<String> commit(Ended run) {
    return unless(
        run.all(Event.ScheduleFixed.class).stream()
                .filter(schedule ->
                    schedule.arrivals() == KitOrder.SAMPLES
                        && schedule.commit().equals(SeedCommit.of(KitOrder.RUN, 3, KitOrder.SEED)))
                .count()
            == 1,
        "there is no schedule of all samples with this commit");
  }

  private static Optional<String> rows(Ended run) {
    Exchanges rows = run.chunks().exchanges();
    boolean once =
        Arrays.stream(rows.sample())
            .sorted()
            .boxed()
            .toList()
            .equals(IntStream.range(0, KitOrder.SAMPLES).boxed().toList());
    boolean indexed =
        Arrays.stream(rows.index())
            .sorted()
            .boxed()
            .toList()
            .equals(IntStream.range(0, KitOrder.SAMPLES).boxed().toList());
    boolean timed =
        IntStream.range(0, rows.rows())
            .allMatch(i ->
                rows.outcomeOf(i) == Outcome.OK
                    && rows.scheduled()[i] == -1
                    && rows.picked()[i] >= 0
                    && rows.firstWrite()[i] >= rows.picked()[i]
                    && rows.lastWrite()[i] >= rows.firstWrite()[i]
                    && rows.firstByte()[i] >= rows.firstWrite()[i]
                    && rows.lastByte()[i] >= rows.firstByte()[i]
                    && rows.status()[i] == 200
                    && rows.bytesOut()[i] > 0
                    && rows.bytesIn()[i] > 0);
    return unless(once && indexed, "not every sample has one row")
        .or(() -> unless(timed, "a row has times, status or bytes that make no sense"));
  }

  private static Optional<String> chunks(Ended run) {
    return unless(
        run.last(Event.ResultComplete.class).filter(run.chunks()::agrees).isPresent(),
        "the result does not name the chunks that came");
  }

  private static Optional<String> scores(Ended run) {
    Optional<Scores> scores = run.chunks().scores();
    boolean right =
        scores
            .filter(all -> all.rows() == KitOrder.SAMPLES && all.correctCount() == KitOrder.RIGHT)
            .filter(all ->
                IntStream.range(0, all.rows())
                    .allMatch(i -> all.correct()[i] == (all.sample()[i] % 10 != 9)))
            .isPresent();
    return unless(right, "not " + KitOrder.RIGHT + " of " + KitOrder.SAMPLES + " are right");
  }

  private static Optional<String> counted(Ended run) {
    List<String> lines = run.lines();
    if (lines.isEmpty()) {
      return Optional.of("there is no event");
    }
    long before = run.stdout().length - utf8(lines.getLast()) - 1L;
    return unless(
        run.last(Event.Finished.class)
            .filter(end -> end.events() == lines.size() - 1 && end.bytes() == before)
            .isPresent(),
        "the counts are not those of the lines before");
  }

  private static int utf8(String line) {
    return line.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
  }

  private void refusals() throws IOException, InterruptedException {
    KitOrder order = KitOrder.to(9);
    int bad = RunnerExit.BAD_ORDER.code();
    int incomplete = RunnerExit.ORDER_INCOMPLETE.code();
    byte[] whole = order.bytes();
    byte[] spoiled = whole.clone();
    spoiled[spoiled.length - 3] ^= 1;
    Ended noOrder = runner.run("{\"v\":1}\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    Ended version = runner.run(order.bytes(order.line().replaceFirst("\"v\":1", "\"v\":2")));
    Ended cut = runner.runToEnd(Arrays.copyOf(whole, whole.length - 10));
    Ended hash = runner.run(spoiled);
    check("K20", "refuses what is no order", () -> exit(noOrder, bad));
    check("K21", "refuses an order of another version", () -> exit(version, bad));
    check("K22", "refuses an order that ends early", () -> exit(cut, incomplete));
    check("K23", "refuses a blob without its hash", () -> exit(hash, incomplete));
    check(
        "K24",
        "says nothing on stdout about an order it refuses",
        () ->
            unless(
                List.of(noOrder, version, cut, hash).stream()
                    .allMatch(one -> one.stdout().length == 0),
                "there are bytes on stdout"));
    check(
        "K25",
        "keeps the seed out of its complaints",
        () ->
            unless(
                List.of(version, cut, hash).stream().noneMatch(one -> one.says(KitOrder.SEED)),
                "the seed is on stderr"));
  }

  private void services() throws IOException, InterruptedException {
    hostile("K30", Habit.OTHER_ID, Outcome.WRONG_ID);
    hostile("K31", Habit.FAILING, Outcome.HTTP_5XX);
    hostile("K32", Habit.CLOSING, Outcome.RESET);
    hostile("K33", Habit.ENDLESS, Outcome.TOO_LARGE);
    hostile("K34", Habit.NO_HTTP, Outcome.MALFORMED);
    hostile("K35", Habit.NO_JSON, Outcome.SCHEMA);
    try (EchoServer service = new EchoServer(Habit.UNREADY)) {
      Ended run = runner.run(new KitOrder(service.port(), 8 << 20, SECOND).bytes());
      check("K36", "tells that a service does not get ready", () -> failed(run, "NOT_READY"));
    }
    try (EchoServer service = new EchoServer(Habit.HONEST)) {
      int closed = service.port();
      service.close();
      Ended run = runner.run(new KitOrder(closed, 8 << 20, SECOND).bytes());
      check("K37", "tells that nobody listens", () -> failed(run, "PORT_NEVER_OPENED"));
    }
  }

  /** The run goes on to its end, and every exchange has this outcome or is OK. */
  private void hostile(String id, Habit habit, Outcome outcome)
      throws IOException, InterruptedException {
    try (EchoServer service = new EchoServer(habit)) {
      Ended run = runner.run(KitOrder.to(service.port()).bytes());
      check(
          id,
          "calls it " + outcome + " when a service is " + habit,
          () -> {
            Exchanges rows = run.chunks().exchanges();
            List<Outcome> seen =
                IntStream.range(0, rows.rows())
                    .mapToObj(rows::outcomeOf)
                    .distinct()
                    .sorted()
                    .toList();
            return unless(
                rows.rows() == KitOrder.SAMPLES && seen.equals(List.of(Outcome.OK, outcome)),
                rows.rows() + " rows with outcomes " + seen);
          });
    }
  }

  private static Optional<String> failed(Ended run, String reason) {
    return exit(run, 0)
        .or(() ->
            unless(
                run.last(Event.Finished.class)
                        .filter(end -> end.outcome() == Event.End.FAILED)
                        .isPresent()
                    && run.reason().equals(reason),
                "finished with " + run.last(Event.Finished.class)));
  }

  private void bounds() throws IOException, InterruptedException {
    try (EchoServer service = new EchoServer(Habit.HONEST)) {
      Ended run = runner.run(new KitOrder(service.port(), LEAST_STDOUT, 20 * SECOND).bytes());
      check(
          "K40",
          "never exceeds its cap on stdout",
          () ->
              unless(
                  run.stdout().length <= LEAST_STDOUT && run.last(Event.Finished.class).isPresent(),
                  run.stdout().length + " bytes"));
    }
    try (EchoServer service = new EchoServer(Habit.SLOW)) {
      Ended run = runner.cancel(KitOrder.to(service.port()).bytes(), Duration.ofSeconds(5));
      check(
          "K41",
          "stops when asked, and says so",
          () ->
              exit(run, RunnerExit.CANCELLED.code())
                  .or(() ->
                      unless(
                          run.last(Event.Finished.class)
                              .filter(end -> end.outcome() == Event.End.CANCELLED)
                              .isPresent(),
                          "there is no last event with CANCELLED")));
    }
  }
}

package ki.testbed.runner;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import ki.testbed.protocol.Order;
import ki.testbed.protocol.RunnerExit;
import ki.testbed.protocol.ScenarioKind;
import ki.testbed.protocol.SutProtocol;
import ki.testbed.runner.arrival.Probing;
import ki.testbed.runner.arrival.Schedule;
import ki.testbed.runner.arrival.ScheduleSpec;
import ki.testbed.runner.arrival.Seed;
import ki.testbed.runner.arrival.SeedStream;
import ki.testbed.runner.driver.ChatTask;
import ki.testbed.runner.driver.OipTask;
import ki.testbed.runner.driver.Samples;
import ki.testbed.runner.driver.Tokenizer;
import ki.testbed.runner.scenario.Disturbed;
import ki.testbed.runner.scenario.FreshSamples;
import ki.testbed.runner.scenario.Labels;
import ki.testbed.runner.scenario.LoadShape;

/**
 * An order with its blobs, checked as a whole: what is in here can be carried out.
 *
 * @param truth present where answers are scored
 * @param dataSet rows that are asked in turn; samples behind them are for probes
 * @param chat present where the SUT completes chats
 */
record ReceivedOrder(
    Order order,
    Samples samples,
    Optional<Labels> truth,
    LoadShape shape,
    Optional<ChatTask> chat,
    int dataSet) {
  private static final int OTHER_MAX_TOKENS = 512;
  private static final int PIECE_ON_STDOUT = 10;

  private static final int ROW_ON_STDOUT = 48;

  /** With its answer's hash and label, and its score. */
  private static final int SCORED_ROW_ON_STDOUT = 120;

  private static final Set<ScenarioKind> UNREADY =
      Set.of(ScenarioKind.FAULTS, ScenarioKind.COLD_START);
  private static final int MOST_ANSWERS = 1 << 14;

  static ReceivedOrder of(Order order, List<byte[]> blobs) throws OrderRefused {
    check(order);
    Samples samples =
        Samples.of(
            blob(order, blobs, Order.BlobKind.SAMPLES)
                .orElseThrow(() -> refused("there are no samples")));
    Optional<Labels> truth = truth(blob(order, blobs, Order.BlobKind.EXPECTED));
    boolean scored = order.scoring() != null;
    if (scored != truth.isPresent()
        || truth.filter(t -> t.count() != samples.count()).isPresent()) {
      throw refused("scoring needs exactly one expected label per sample");
    }
    boolean chats = order.target().protocol() == SutProtocol.OPENAI;
    boolean good = chats ? ChatTask.areSamples(samples) : OipTask.areSamples(samples);
    if (samples.count() == 0 || !good) {
      throw refused("a sample is not a JSON object with " + (chats ? "messages" : "inputs"));
    }
    LoadShape shape = LoadShape.of(order.scenario(), order.target().maxConcurrency());
    Samples plain = asked(order, samples);
    int dataSet = plain.count();
    checkSize(order, shape, dataSet);
    Samples asked = withFresh(order, shape, plain);
    Optional<ChatTask> chat =
        chats ? Optional.of(chat(order, asked, tokenizer(order, blobs))) : Optional.empty();
    return new ReceivedOrder(order, asked, truth, shape, chat, dataSet);
  }

  private static ChatTask chat(Order order, Samples asked, Optional<Tokenizer> tokenizer) {
    int planned = order.scenario().asked().maxTokens();
    return new ChatTask(
        order.target().port(),
        order.target().model(),
        order.target().maxConcurrency(),
        asked,
        planned > 0 ? planned : OTHER_MAX_TOKENS,
        order.scoring() != null,
        tokenizer);
  }

  private static Optional<Tokenizer> tokenizer(Order order, List<byte[]> blobs)
      throws OrderRefused {
    try {
      return blob(order, blobs, Order.BlobKind.TOKENIZER).map(Tokenizer::read);
    } catch (IllegalArgumentException e) {
      throw refused(String.valueOf(e.getMessage()));
    }
  }

  /** The samples, and where the scenario asks for it their disturbed forms behind them. */
  private static Samples asked(Order order, Samples samples) {
    return order.scenario().kind().forms() == 1
        ? samples
        : new Disturbed(Seed.parse(order.seed()).stream(SeedStream.PERTURB)).of(samples);
  }

  /** Samples nobody asks otherwise, where arrivals follow a schedule and are enough for probes. */
  private static Samples withFresh(Order order, LoadShape shape, Samples plain) {
    Seed seed = Seed.parse(order.seed());
    int probes =
        shape instanceof LoadShape.Open
            ? Probing.count(order.grade(), Schedule.of(seed, shape.schedule(1, 0)).arrivals())
            : 0;
    return probes == 0
        ? plain
        : new FreshSamples(seed.derived("fresh").stream(SeedStream.PROBES))
            .appended(plain, probes / 2);
  }

  /** What the window carries out: the seed's schedule, with probes where there are any. */
  Schedule schedule(Seed seed) {
    Schedule plain = Schedule.of(seed, shape.schedule(dataSet, mostClosed()));
    int fresh = samples.count() - dataSet;
    return fresh == 0
        ? plain
        : Probing.in(plain, fresh * 2, dataSet, seed.stream(SeedStream.PROBES));
  }

  private static OrderRefused refused(String why) {
    return new OrderRefused(RunnerExit.BAD_ORDER, why);
  }

  private static void check(Order order) throws OrderRefused {
    Order.Target target = order.target();
    if (order.v() != Order.VERSION) {
      throw refused("orders of version " + order.v() + " are not understood");
    }
    if (target.protocol() == SutProtocol.HTTP_JSON) {
      throw refused("this runner does not speak " + target.protocol());
    }
    boolean streams = target.protocol() == SutProtocol.OPENAI;
    if (order.scenario().kind() == ScenarioKind.INTERACTIVE && !streams) {
      throw refused("interactive asks for a protocol that streams");
    }
    if (order.scenario().kind() == ScenarioKind.ROBUSTNESS && streams) {
      throw refused("disturbances of chats are not known");
    }
    if (target.port() < 1
        || target.port() > 65_535
        || target.maxConcurrency() < 1
        || target.maxConcurrency() > 1024) {
      throw refused("port or maxConcurrency is out of range");
    }
    if (order.caps().inFlight() < 1
        || order.caps().bodyBytes() < 1
        || order.caps().stdoutBytes() < 65_536) {
      throw refused("a cap is out of range");
    }
    if (UNREADY.contains(order.scenario().kind())) {
      throw refused("this runner does not carry out " + order.scenario().kind());
    }
    if (order.scenario().kind().isScored() && order.scoring() == null) {
      throw refused("this scenario needs scoring");
    }
  }

  private static Optional<byte[]> blob(Order order, List<byte[]> blobs, Order.BlobKind kind) {
    for (int i = 0; i < blobs.size(); i++) {
      if (order.blobs().get(i).kind() == kind) {
        return Optional.of(blobs.get(i));
      }
    }
    return Optional.empty();
  }

  private static Optional<Labels> truth(Optional<byte[]> blob) throws OrderRefused {
    try {
      return blob.map(Labels::read);
    } catch (IllegalArgumentException e) {
      throw refused(String.valueOf(e.getMessage()));
    }
  }

  /** A plan whose raw data cannot fit the cap on stdout is refused rather than cut. */
  private static void checkSize(Order order, LoadShape shape, int dataSet) throws OrderRefused {
    double planned =
        switch (shape) {
          case LoadShape.Open(double rate, long window, ScheduleSpec.Rhythm _) ->
              (ROW_ON_STDOUT + PIECE_ON_STDOUT * order.scenario().asked().maxTokens())
                  * rate
                  * window
                  / 1e9;
          case LoadShape.Once(int _, int times) ->
              (double) (keepsAnswers(order) ? SCORED_ROW_ON_STDOUT : ROW_ON_STDOUT)
                  * dataSet
                  * times;
          case LoadShape.Closed _, LoadShape.Groups _, LoadShape.Levels _, LoadShape.First _ -> 0;
        };
    if (planned > order.caps().stdoutBytes()) {
      throw refused("the scenario plans more exchanges than fit stdoutBytes");
    }
  }

  /** Whether the result rests on every answer. */
  private static boolean keepsAnswers(Order order) {
    return order.scenario().kind() != ScenarioKind.OFFLINE;
  }

  /** Most exchanges of a closed loop: as many as surely fit the cap on stdout. */
  int mostClosed() {
    return (int) Math.min(LoadShape.CLOSED_MOST, order.caps().stdoutBytes() / (2L * ROW_ON_STDOUT));
  }

  /** Most pieces of streamed answers that are kept: as many as surely fit the cap on stdout. */
  int mostPieces() {
    return chat.isPresent()
        ? (int) Math.min(1 << 24, order.caps().stdoutBytes() / (2L * PIECE_ON_STDOUT))
        : 0;
  }

  /**
   * Most distinct answers that are kept; every answer where the samples end the window, as scoring
   * needs them all.
   */
  int mostAnswers() {
    return switch (shape) {
      case LoadShape.Once(int _, int times) -> keepsAnswers(order) ? dataSet * times : MOST_ANSWERS;
      case LoadShape.Open _,
          LoadShape.Closed _,
          LoadShape.Groups _,
          LoadShape.Levels _,
          LoadShape.First _ ->
          MOST_ANSWERS;
    };
  }

  @Override
  public String toString() {
    return "order of run " + order.run();
  }
}

package ki.testbed.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import ki.testbed.protocol.Event;
import ki.testbed.protocol.Exchanges;
import ki.testbed.protocol.Order;
import ki.testbed.protocol.Outcome;
import ki.testbed.protocol.Scenario;
import ki.testbed.protocol.ScenarioKind;
import ki.testbed.protocol.ScenarioOptions;
import ki.testbed.rules.Criterion;
import ki.testbed.rules.Decimal;
import ki.testbed.rules.DecisionRule;
import ki.testbed.rules.MetricDefinitions;
import ki.testbed.rules.Operator;
import ki.testbed.rules.Repeats;
import ki.testbed.rules.RunResult;
import ki.testbed.rules.Validity;
import ki.testbed.rules.ValidityReason;
import ki.testbed.rules.VerdictValue;
import ki.testbed.rules.Verdicts;
import ki.testbed.runner.driver.ChatSut;
import ki.testbed.runner.driver.LoopbackSut;
import ki.testbed.runner.driver.LoopbackSut.Behaviour;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Ten servers that try to look better than they are, each real, measured by the whole runner and
 * judged by the rules as on a quiet machine. Their exact verdicts over long windows are those of
 * {@code LiarsTests}, on a clock that only the test moves.
 */
class LiarServersTests {
  private static final int SAMPLES = 20;

  /** What other work on the machine can do to an honest server in two seconds. */
  private static final Set<ValidityReason> UNSTEADY =
      Set.of(
          ValidityReason.NOT_STEADY,
          ValidityReason.QUEUE_GROWS,
          ValidityReason.WARMUP_TOO_SHORT,
          ValidityReason.TOO_FEW_INDEPENDENT);

  private static final String P90 = "latency_p90@1";
  private static final String P99 = "latency_p99@1";
  private static final String P999 = "latency_p999@1";

  /** Exchanges of the conformance check and the warm-up, in which every liar behaves. */
  private static final int WELL_BEHAVED = 60;

  @TempDir Path folder;

  /** A result and what it was made of. */
  private record Shown(RunResult result, Said said) {
    Exchanges rows() {
      return said.exchanges();
    }

    long count(Outcome outcome) {
      return IntStream.range(0, rows().rows()).filter(i -> rows().outcomeOf(i) == outcome).count();
    }
  }

  @Test
  void alwaysFailing() throws Exception {
    Shown shown = liar(WELL_BEHAVED, _ -> LoopbackSut.json(503, "{}"));
    failed(shown, Outcome.HTTP_5XX);
    assertThat(verdict(shown, P90)).isEqualTo(VerdictValue.NOT_MET);
  }

  @Test
  void failingOneInHundred() throws Exception {
    failed(oneInHundred(_ -> LoopbackSut.json(500, "{}")), Outcome.HTTP_5XX);
  }

  @Test
  void closingConnections() throws Exception {
    failed(oneInHundred(_ -> (_, _) -> false), Outcome.RESET);
  }

  @Test
  void answeringAnotherRequest() throws Exception {
    Shown shown =
        oneInHundred(honest ->
            LoopbackSut.json(
                200, LoopbackSut.answerTo(honest).replace(honest.id(), "0".repeat(32))));
    failed(shown, Outcome.WRONG_ID);
  }

  /** Knows an answer already: 0.2 ms; does not: 8 ms. */
  @ParameterizedTest
  @EnumSource(Caching.class)
  void answeringRepeatsFromMemory(Caching caching) throws Exception {
    Set<String> known = ConcurrentHashMap.newKeySet();
    ScenarioOptions options =
        new ScenarioOptions(0, List.of(), null, 0, null, caching == Caching.ALLOWED);
    Scenario scenario =
        new Scenario(
            "s", ScenarioKind.SERVER, BigDecimal.valueOf(300), 5 * Orders.SECOND / 2, options);
    try (LoopbackSut sut = new LoopbackSut()) {
      sut.on(
          "infer",
          (request, out) -> {
            if (!known.contains(request.text())) {
              Thread.sleep(8);
              known.add(request.text());
            }
            return LoopbackSut.json(200, LoopbackSut.answerTo(request)).answer(request, out);
          });
      Shown shown = judged(hasty(scenario, sut.port()), List.of(P90));
      assertThat(accusations(shown))
          .isEqualTo(
              caching == Caching.ALLOWED ? List.of() : List.of(ValidityReason.CACHED_ANSWERS));
    }
  }

  /** What the plan says about it. */
  enum Caching {
    FORBIDDEN,
    ALLOWED
  }

  /**
   * 400 ms are above the limit of 200 ms; p99 does not see one in a hundred and fifty, p99.9 does.
   */
  @Test
  void everySoManythSlow() throws Exception {
    Shown shown = liar(150, request -> slow(request, 400));
    assertThat(accusations(shown)).isEmpty();
    assertThat(ms(shown, P90)).isLessThan(200);
    assertThat(shown.rows().rows()).isLessThan(10_000);
    assertThat(verdict(shown, P999)).isNotEqualTo(VerdictValue.MET);
  }

  /** A closed loop would see one slow exchange per connection. */
  @Test
  void stalling() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    Object stall = new Object();
    try (LoopbackSut sut = new LoopbackSut()) {
      sut.on(
          "infer",
          (request, out) -> {
            if (asked.incrementAndGet() % 250 == 200) {
              synchronized (stall) {
                Thread.sleep(1_400);
              }
            }
            synchronized (stall) {
              return LoopbackSut.json(200, LoopbackSut.answerTo(request)).answer(request, out);
            }
          });
      Shown shown = judged(hasty(Orders.server(100, 3 * Orders.SECOND), sut.port()), List.of(P90));
      assertThat(verdict(shown, P90)).isNotEqualTo(VerdictValue.MET);
      assertThat(shown.result().measurement(P90).orElseThrow().value())
          .isBetween(Decimal.of(200), Decimal.of(1_400));
    }
  }

  @Test
  void streamingWithoutEnd() throws Exception {
    Shown shown =
        streaming((_, out) -> {
          ChatSut.head(out);
          for (int i = 0; i < 20_000; i++) {
            ChatSut.chunk(out, ChatSut.piece("more "));
          }
          return true;
        });
    failed(shown, Outcome.TOO_LARGE);
  }

  @Test
  void cuttingItsStreamOff() throws Exception {
    Shown shown =
        streaming((_, out) -> {
          ChatSut.head(out);
          ChatSut.chunk(out, ChatSut.piece("one "));
          return false;
        });
    failed(shown, Outcome.TRUNCATED);
  }

  @Test
  void claimingTwiceTheTokens() throws Exception {
    try (LoopbackSut sut = new LoopbackSut()) {
      ChatSut.on(sut, 5, 2 * ChatSut.WORDS.size());
      Shown shown = judged(Orders.chat(interactive(), sut.port(), SAMPLES), List.of(P90));
      assertThat(accusations(shown)).isEmpty();
      assertThat(shown.said().all(Event.Noticed.class))
          .extracting(Event.Noticed::code)
          .containsExactly("TOKEN_COUNT_DIFFERS");
      assertThat(shown.rows().tokens()).containsOnly(ChatSut.WORDS.size());
      assertThat(ms(shown, "tpot_p50@1")).isBetween(5.0, 15.0);
      assertThat(ms(shown, "tpot_first_p50@1")).isBetween(5.0, 15.0);
      assertThat(ms(shown, "ttft_p50@1")).isBetween(5.0, 30.0);
      assertThat(ms(shown, "itl_p50@1")).isBetween(5.0, 15.0);
      double tokens =
          shown.result().measurement("tokens_per_second@1").orElseThrow().value().toDouble();
      double goodput = shown.result().measurement("goodput@1").orElseThrow().value().toDouble();
      assertThat(tokens).isBetween(3.5 * goodput, 4.5 * goodput);
    }
  }

  private static double ms(Shown shown, String metric) {
    return shown.result().measurement(metric).orElseThrow().value().toDouble();
  }

  private static Scenario interactive() {
    return new Scenario(
        "chat",
        ScenarioKind.INTERACTIVE,
        BigDecimal.valueOf(100),
        2 * Orders.SECOND,
        ScenarioOptions.ofTokens(
            8, new ScenarioOptions.Slo(Orders.SECOND, Orders.SECOND, Orders.SECOND)));
  }

  private static Behaviour slow(LoopbackSut.Request honest, long ms) {
    return (_, out) -> {
      Thread.sleep(ms);
      return LoopbackSut.json(200, LoopbackSut.answerTo(honest)).answer(honest, out);
    };
  }

  /** What a liar answers to a request when it lies. */
  @FunctionalInterface
  private interface Lie {
    Behaviour to(LoopbackSut.Request request);
  }

  private Shown oneInHundred(Lie lie) throws Exception {
    return liar(100, lie);
  }

  /**
   * Lies to one request in so many; to each one, once it has behaved that often, where that is what
   * it behaved.
   */
  private Shown liar(int oneIn, Lie lie) throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (LoopbackSut sut = new LoopbackSut()) {
      sut.on(
          "infer",
          (request, out) -> {
            int n = asked.incrementAndGet();
            boolean lies = oneIn == WELL_BEHAVED ? n > 250 : n > WELL_BEHAVED && n % oneIn == 0;
            Behaviour honest = LoopbackSut.json(200, LoopbackSut.answerTo(request));
            return (lies ? lie.to(request) : honest).answer(request, out);
          });
      return judged(hasty(Orders.server(200, 2 * Orders.SECOND), sut.port()), List.of(P90, P999));
    }
  }

  /** Behaves at first; then every fifth stream is this one. */
  private Shown streaming(Behaviour lie) throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (LoopbackSut sut = new LoopbackSut()) {
      ChatSut.on(sut, 1, ChatSut.WORDS.size());
      Behaviour honest = ChatSut.honest(1, ChatSut.WORDS.size());
      sut.on(
          ChatSut.PATH,
          (request, out) -> {
            int n = asked.incrementAndGet();
            return (n > WELL_BEHAVED && n % 5 == 0 ? lie : honest).answer(request, out);
          });
      return judged(Orders.chat(interactive(), sut.port(), SAMPLES), List.of(P90));
    }
  }

  private static void failed(Shown shown, Outcome outcome) {
    assertThat(shown.result().validity())
        .as("%s", shown.result().reasons())
        .isEqualTo(Validity.INVALID_SUT);
    assertThat(shown.result().reasons()).contains(ValidityReason.TOO_MANY_FAILURES);
    assertThat(shown.count(outcome)).isPositive();
    assertThat(shown.count(outcome) + shown.count(Outcome.OK)).isEqualTo(shown.rows().rows());
  }

  private static VerdictValue verdict(Shown shown, String metric) {
    return Verdicts.judge(criterion(shown.result().scenario(), metric), Optional.of(shown.result()))
        .value();
  }

  private static Criterion criterion(String scenario, String metric) {
    return new Criterion(
        "c-" + metric,
        scenario,
        metric,
        Operator.AT_MOST,
        Decimal.parse("200"),
        MetricDefinitions.find(metric).orElseThrow().unit(),
        DecisionRule.GUARDED,
        Decimal.parse("0.95"),
        Repeats.ONCE,
        "a reason of twenty characters",
        List.of("VE1.5"),
        true);
  }

  private static Order hasty(Scenario scenario, int port) {
    Order order = Orders.order(scenario, port, SAMPLES);
    return new Order(
        order.v(),
        order.run(),
        order.attempt(),
        order.grade(),
        scenario,
        order.target(),
        order.limits(),
        order.seed(),
        order.caps(),
        new Order.Deadlines(
            5 * Orders.SECOND, 2 * Orders.SECOND, Orders.SECOND / 2, 3 * Orders.SECOND),
        order.cpu(),
        order.scoring(),
        order.blobs());
  }

  private Shown judged(Order order, List<String> asked) throws Exception {
    List<Criterion> criteria =
        asked.stream()
            .filter(metric -> !metric.equals(P999))
            .map(metric -> criterion(order.scenario().id(), metric))
            .toList();
    Said said = InProcess.run(order, SAMPLES);
    return new Shown(
        Judged.undisturbed(said, order, criteria, SAMPLES, folder.resolve("events")), said);
  }

  /** What is said about the server, beside its steadiness, which other work decides here. */
  private static List<ValidityReason> accusations(Shown shown) {
    return shown.result().rules().stream()
        .flatMap(rule -> rule.reason().stream())
        .filter(reason -> !UNSTEADY.contains(reason))
        .distinct()
        .toList();
  }
}

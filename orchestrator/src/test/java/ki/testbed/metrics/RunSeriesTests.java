package ki.testbed.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import ki.testbed.Showcase;
import ki.testbed.TestDatabase;
import ki.testbed.access.Caller;
import ki.testbed.access.TestCallers;
import ki.testbed.evaluation.Evaluation;
import ki.testbed.evaluation.RunEnded;
import ki.testbed.protocol.Grade;
import ki.testbed.showcase.ShownEvaluations;
import ki.testbed.showcase.Stories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.boot.webmvc.test.autoconfigure.MockMvcPrint;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.test.context.ContextConfiguration;

@SpringBootTest(classes = Showcase.class)
@ContextConfiguration(initializers = TestDatabase.Settings.class)
@AutoConfigureMockMvc(print = MockMvcPrint.NONE)
class RunSeriesTests {
  @Autowired ScrapeEndpoint endpoint;
  @Autowired Stories stories;
  @Autowired ShownEvaluations evaluations;
  @Autowired ApplicationEventPublisher events;

  private Caller caller;

  @BeforeEach
  void begin() {
    TestDatabase.shared().empty();
    evaluations.forget();
    caller = TestCallers.submitter();
  }

  @AfterEach
  void end() {
    evaluations.databaseAway(false);
  }

  @Test
  void anEndedRunTellsItsValuesInBaseUnits() {
    String run = stories.good(caller).runs().getLast().id().toString();

    Scrape scrape = Scrape.of(endpoint);

    assertThat(scrape.value("testbed_run_peak_memory_bytes{run=\"" + run)).isEqualTo(194248704);
    assertThat(scrape.value("testbed_run_cpu_seconds{run=\"" + run)).isEqualTo(9.87);
    assertThat(scrape.value("testbed_run_cold_start_seconds{run=\"" + run)).isEqualTo(1.412);
    assertThat(scrape.value("testbed_run_throughput_per_second{run=\"" + run)).isEqualTo(100);
    assertThat(scrape.value("testbed_run_error_ratio{run=\"" + run)).isZero();
    assertThat(scrape.lines("testbed_run_info{run=\"" + run))
        .singleElement()
        .asString()
        .contains(
            "scenario=\"server\"",
            "grade=\"PREVIEW\"",
            "validity=\"VALID\"",
            "backend=\"fake\"",
            "node=\"local\"");
  }

  @Test
  void failedExchangesStandInTheLastBucketOnly() {
    Evaluation faulty = stories.faulty(caller);
    String run = faulty.runs().getLast().id().toString();

    Scrape scrape = Scrape.of(endpoint);

    String bucket = "testbed_run_latency_seconds_bucket{run=\"" + run + "\",le=\"";
    assertThat(scrape.value(bucket + "+Inf")).isEqualTo(4500);
    assertThat(scrape.value(bucket + "60.0\"")).isEqualTo(4500 - 23);
    assertThat(scrape.value("testbed_run_latency_seconds_count{run=\"" + run)).isEqualTo(4500);
    assertThat(scrape.lines(bucket)).hasSize(20);
  }

  @Test
  void aRunningRunHasPreliminarySeriesAndNoResult() {
    String run = stories.running(caller).runs().getLast().id().toString();

    Scrape scrape = Scrape.of(endpoint);

    assertThat(scrape.value("testbed_live_exchanges_total{run=\"" + run + "\",outcome=\"ok\""))
        .isEqualTo(811);
    assertThat(scrape.value("testbed_live_memory_bytes{run=\"" + run)).isEqualTo(181403648);
    assertThat(scrape.lines("testbed_live_throttled_seconds_total{run=\"" + run))
        .as("what could not be read is no zero")
        .isEmpty();
    assertThat(scrape.lines("testbed_run_latency_seconds_count{run=\"" + run)).isEmpty();
  }

  @Test
  void queueAndStatesAreCounted() {
    stories.queued(caller);
    stories.good(caller);

    Scrape scrape = Scrape.of(endpoint);

    assertThat(scrape.value("testbed_queue_length ")).isEqualTo(2);
    assertThat(scrape.value("testbed_runs{state=\"SUCCEEDED\"")).isEqualTo(2);
    assertThat(scrape.value("testbed_runs{state=\"RUNNING\"")).isZero();
    assertThat(scrape.value("testbed_database_up ")).isEqualTo(1);
  }

  @Test
  void atMostFiftyRunsHaveSeries() {
    for (int i = 0; i < 30; i++) {
      stories.queued(caller);
    }

    assertThat(Scrape.of(endpoint).lines("testbed_run_info{")).hasSize(50);
  }

  @Test
  void anEndOfARunIsCountedOnce() {
    String series =
        "testbed_runs_finished_total{state=\"SUCCEEDED\",reason=\"NONE\",blame=\"NONE\"";
    double before = Scrape.of(endpoint).value(series);

    events.publishEvent(new RunEnded(stories.good(caller).runs().getLast(), Grade.PREVIEW));

    assertThat(Scrape.of(endpoint).value(series)).isEqualTo(before + 1);
    assertThat(
            Scrape.of(endpoint)
                .value("testbed_runs_finished_total{state=\"FAILED\",reason=\"OOM_KILLED\""))
        .isZero();
  }

  @Test
  void withoutDatabaseTheScrapeGoesOn() {
    stories.good(caller);
    evaluations.databaseAway(true);

    Scrape scrape = Scrape.of(endpoint);

    assertThat(scrape.value("testbed_database_up ")).isZero();
    assertThat(scrape.lines("testbed_queue_length ")).isEmpty();
    assertThat(scrape.lines("testbed_run_info")).isEmpty();
    assertThat(scrape.lines("jvm_memory_used_bytes")).isNotEmpty();
  }

  @Test
  void everySeriesOfOursHasItsName() {
    stories.good(caller);
    stories.running(caller);
    Set<String> found = new TreeSet<>();

    Scrape.of(endpoint).lines("# TYPE testbed_").forEach(line -> found.add(line.split(" ")[2]));

    assertThat(found).isEqualTo(new TreeSet<>(MeterNames.all()));
  }

  @Test
  void noLabelHoldsTextOfASubmitter() {
    stories.good(caller);
    stories.failed(caller);

    Scrape scrape = Scrape.of(endpoint);

    Pattern closed = Pattern.compile("[A-Za-z0-9_.+-]*");
    for (String line : scrape.lines("testbed_")) {
      var labels = Pattern.compile("=\"([^\"]*)\"").matcher(line);
      while (labels.find()) {
        assertThat(labels.group(1)).as(line).matches(closed);
      }
    }
    assertThat(scrape.text()).doesNotContain("acme-triage", "silent-triage");
  }

  @Test
  void openMetricsHasNoExemplarWherePrometheusRefusesIt() {
    List<String> lines = Scrape.of(endpoint, ScrapeFormat.OPEN_METRICS).text().lines().toList();

    assertThat(lines).last().isEqualTo("# EOF");
    assertThat(lines)
        .filteredOn(line -> line.contains(" # {"))
        .allMatch(line -> line.contains("_bucket{") || line.contains("_total"));
  }
}

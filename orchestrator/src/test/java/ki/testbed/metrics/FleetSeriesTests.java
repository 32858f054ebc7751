package ki.testbed.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import ki.testbed.Showcase;
import ki.testbed.TestDatabase;
import ki.testbed.access.TestCallers;
import ki.testbed.queue.Leadership;
import ki.testbed.showcase.ShownEvaluations;
import ki.testbed.showcase.Stories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.boot.webmvc.test.autoconfigure.MockMvcPrint;
import org.springframework.test.context.ContextConfiguration;

@SpringBootTest(classes = Showcase.class)
@ContextConfiguration(initializers = TestDatabase.Settings.class)
@AutoConfigureMockMvc(print = MockMvcPrint.NONE)
class FleetSeriesTests {
  @Autowired ScrapeEndpoint endpoint;
  @Autowired Stories stories;
  @Autowired ShownEvaluations evaluations;
  @Autowired Leadership leadership;

  @BeforeEach
  void begin() {
    TestDatabase.shared().empty();
    evaluations.forget();
    leadership.resign();
  }

  @Test
  void ofAnEmptyServiceEverythingIsThereAsZero() {
    Scrape scrape = Scrape.of(endpoint);

    assertThat(scrape.value("testbed_queue_oldest_seconds ")).isZero();
    assertThat(scrape.value("testbed_run_state_age_seconds{state=\"COLLECTING\"")).isZero();
    assertThat(scrape.value("testbed_nodes{state=\"DOWN\"")).isZero();
    assertThat(scrape.lines("testbed_run_state_age_seconds{state=\"SUCCEEDED\"")).isEmpty();
  }

  @Test
  void theLongestWaitIsThatOfTheOldestWaitingRun() {
    stories.queued(TestCallers.submitter());

    Scrape scrape = Scrape.of(endpoint);

    assertThat(scrape.value("testbed_queue_oldest_seconds ")).isPositive();
    assertThat(scrape.value("testbed_run_state_age_seconds{state=\"QUEUED\"")).isPositive();
  }

  @Test
  void whoLeadsTellsItsEpoch() {
    assertThat(Scrape.of(endpoint).value("testbed_leader_epoch ")).isZero();

    leadership.renew();

    assertThat(Scrape.of(endpoint).value("testbed_leader_epoch "))
        .isEqualTo(leadership.term().orElseThrow().epoch());
  }
}

package ki.testbed.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import ki.testbed.TestDatabase;
import ki.testbed.access.Accounts;
import ki.testbed.access.Caller;
import ki.testbed.access.TestCallers;
import ki.testbed.evaluation.Evaluations;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@ApiTest
class ApiIdempotencyTests {
  private static final String BODY =
      "{\"submissionId\":\"00000000-0000-0000-0000-000000000000\",\"plan\":\"a@1\",\"mode\":\"MEASURED\"}";

  @Autowired MockMvcTester mvc;
  @Autowired Accounts accounts;
  @Autowired Evaluations evaluations;

  private Caller caller;
  private ApiClient client;

  @BeforeEach
  void begin() {
    TestDatabase.shared().empty();
    caller = TestCallers.submitter();
    client = ApiClient.of(mvc, accounts, caller);
  }

  @Test
  void aRepeatedRequestGetsTheFirstAnswer() throws Exception {
    MvcTestResult first = client.post("/evaluations", "the-same-key", BODY);
    MvcTestResult second = client.post("/evaluations", "the-same-key", BODY);

    assertThat(first).hasStatus(202).doesNotContainHeader("Idempotent-Replayed");
    assertThat(second).hasStatus(202).hasHeader("Idempotent-Replayed", "true");
    assertThat(second.getResponse().getContentAsString())
        .isEqualTo(first.getResponse().getContentAsString());
    assertThat(second.getResponse().getHeader("Location"))
        .isEqualTo(first.getResponse().getHeader("Location"));
    assertThat(started()).isEqualTo(1);
  }

  @Test
  void anotherBodyUnderTheSameKeyIsAMistake() {
    client.post("/evaluations", "the-same-key", BODY);

    MvcTestResult answer =
        client.post("/evaluations", "the-same-key", BODY.replace("MEASURED", "DRY_RUN"));

    assertThat(answer)
        .hasStatus(422)
        .bodyJson()
        .extractingPath("$.reason")
        .isEqualTo("IDEMPOTENCY_KEY_REUSED");
  }

  @Test
  void creatingNeedsAKeyOfTheRightForm() {
    MvcTestResult none =
        client
            .request(HttpMethod.POST, "/evaluations")
            .contentType(MediaType.APPLICATION_JSON)
            .content(BODY)
            .exchange();

    assertThat(none)
        .hasStatus(400)
        .bodyJson()
        .extractingPath("$.reason")
        .isEqualTo("IDEMPOTENCY_KEY_MISSING");
    assertThat(client.post("/evaluations", "short", BODY)).hasStatus(400);
    assertThat(client.post("/evaluations", "x".repeat(65), BODY)).hasStatus(400);
    assertThat(started()).isZero();
  }

  @Test
  void keysOfDifferentPeopleAreDifferent() {
    ApiClient other = ApiClient.of(mvc, accounts, TestCallers.submitter());

    client.post("/evaluations", "the-same-key", BODY);

    assertThat(other.post("/evaluations", "the-same-key", BODY))
        .doesNotContainHeader("Idempotent-Replayed");
  }

  @Test
  void aRefusedRequestMayBeSentAgain() {
    String refused = BODY.replace("a@1", "a@901");

    assertThat(client.post("/evaluations", "the-same-key", refused)).hasStatus(409);

    assertThat(client.post("/evaluations", "the-same-key", BODY)).hasStatus(202);
  }

  @Test
  void twentyAtOnceCreateOne() throws Exception {
    String key = UUID.randomUUID().toString();
    var begin = new CountDownLatch(1);
    Callable<Integer> request =
        () -> {
          begin.await();
          return client.post("/evaluations", key, BODY).getResponse().getStatus();
        };
    List<Integer> statuses = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(20)) {
      List<Future<Integer>> answers = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        answers.add(threads.submit(request));
      }
      begin.countDown();
      for (Future<Integer> answer : answers) {
        statuses.add(answer.get());
      }
    }

    assertThat(started()).isEqualTo(1);
    assertThat(statuses).contains(202).containsOnly(202, 409);
  }

  private int started() {
    return evaluations.list(caller, 100, java.util.Optional.empty()).size();
  }
}

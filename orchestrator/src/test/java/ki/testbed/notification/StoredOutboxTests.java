package ki.testbed.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import ki.testbed.TestDatabase;
import ki.testbed.access.AccessDenied;
import ki.testbed.access.Caller;
import ki.testbed.access.Role;
import ki.testbed.access.TestCallers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;

class StoredOutboxTests {
  private final TestDatabase database = TestDatabase.shared();
  private final UUID evaluation = UUID.randomUUID();
  private final StoredOutbox outbox = at(Instant.now());
  private Caller anna;

  private StoredOutbox at(Instant now) {
    return new StoredOutbox(
        new OutboxStore(database.client()),
        new NotificationProperties(Duration.ofHours(24)),
        () -> now);
  }

  @BeforeEach
  void setUp() {
    database.empty();
    anna = TestCallers.submitter();
  }

  @Test
  void eventsCountFromOnePerEvaluationAndGoOnBehindAnId() {
    append(evaluation, "state", "{\"n\":1}");
    append(evaluation, "phase", "{\"n\":2}");
    append(UUID.randomUUID(), "state", "{}");
    append(evaluation, "end", "{\"n\":3}");

    assertThat(outbox.after(anna, evaluation, 0, 10))
        .extracting(LiveEvent::id)
        .containsExactly(1L, 2L, 3L);
    assertThat(outbox.after(anna, evaluation, 1, 1))
        .extracting(LiveEvent::body)
        .containsExactly("{\"n\":2}");
    assertThat(outbox.after(anna, evaluation, 3, 10)).isEmpty();
  }

  @Test
  void anEventExistsIfAndOnlyIfTheChangeDoesAndLeavesNoGap() {
    append(evaluation, "state", "{}");
    database
        .transactions()
        .executeWithoutResult(transaction -> {
          outbox.append(anna.organisation(), evaluation, "state", "{}");
          transaction.setRollbackOnly();
        });
    append(evaluation, "end", "{}");

    assertThat(outbox.after(anna, evaluation, 0, 10))
        .extracting(LiveEvent::id)
        .containsExactly(1L, 2L);
    assertThatThrownBy(() -> outbox.append(anna.organisation(), evaluation, "state", "{}"))
        .as("without a transaction")
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> append(evaluation, "rumour", "{}"))
        .isInstanceOf(DataIntegrityViolationException.class);
  }

  @Test
  void aReaderNeverSkipsAnEventThatCommitsLate() throws Exception {
    var appended = new CountDownLatch(1);
    var commit = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> early =
          threads.submit(() ->
              database
                  .transactions()
                  .executeWithoutResult(_ -> {
                    outbox.append(anna.organisation(), evaluation, "state", "early");
                    appended.countDown();
                    waitFor(commit);
                  }));
      appended.await();
      Future<?> late = threads.submit(() -> append(evaluation, "state", "late"));
      append(UUID.randomUUID(), "state", "others do not wait");

      assertThat(outbox.after(anna, evaluation, 0, 10)).as("nothing overtakes").isEmpty();
      commit.countDown();
      early.get();
      late.get();
    }
    assertThat(outbox.after(anna, evaluation, 0, 10))
        .extracting(LiveEvent::body)
        .containsExactly("early", "late");
  }

  @Test
  void aReaderSeesEveryEventOfManyWritersOnceAndInOrder() throws Exception {
    int writers = 8;
    int each = 25;
    List<Long> seen = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var done = new ArrayList<Future<?>>();
      for (int w = 0; w < writers; w++) {
        done.add(
            threads.submit(() -> {
              for (int i = 0; i < each; i++) {
                append(evaluation, "interval", "{}");
              }
            }));
      }
      while (seen.size() < writers * each) {
        long last = seen.isEmpty() ? 0 : seen.getLast();
        outbox.after(anna, evaluation, last, 7).forEach(event -> seen.add(event.id()));
      }
      for (var one : done) {
        one.get();
      }
    }
    assertThat(seen).isEqualTo(LongStream.rangeClosed(1, writers * each).boxed().toList());
  }

  @Test
  void otherOrganisationsSeeNothingAndWhoLacksTheRightIsStopped() {
    append(evaluation, "state", "{}");

    assertThat(outbox.after(TestCallers.submitter(), evaluation, 0, 10)).isEmpty();
    Caller operator = TestCallers.member(database, Role.OPERATOR);
    assertThatThrownBy(() -> outbox.after(operator, evaluation, 0, 10))
        .isInstanceOf(AccessDenied.class);
  }

  @Test
  void eventsAreForgottenAfterADayAndNumbersAreNotUsedAgain() {
    append(evaluation, "state", "{}");

    at(Instant.now().plus(Duration.ofHours(23))).forget();
    assertThat(outbox.after(anna, evaluation, 0, 10)).hasSize(1);
    at(Instant.now().plus(Duration.ofHours(25))).forget();
    assertThat(outbox.after(anna, evaluation, 0, 10)).isEmpty();

    append(evaluation, "end", "{}");
    assertThat(outbox.after(anna, evaluation, 0, 10)).extracting(LiveEvent::id).containsExactly(2L);
  }

  private void append(UUID of, String type, String body) {
    database
        .transactions()
        .executeWithoutResult(_ -> outbox.append(anna.organisation(), of, type, body));
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

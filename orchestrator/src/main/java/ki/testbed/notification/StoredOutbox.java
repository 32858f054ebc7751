package ki.testbed.notification;

import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import ki.testbed.access.Caller;
import ki.testbed.access.OrganisationId;
import ki.testbed.access.Right;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The outbox in the database. */
record StoredOutbox(OutboxStore store, NotificationProperties properties, InstantSource clock)
    implements Outbox {

  @Override
  public void append(OrganisationId organisation, UUID evaluation, String type, String body) {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("an event belongs into the transaction of what it tells");
    }
    store.insert(organisation, evaluation, type, body);
  }

  @Override
  public List<LiveEvent> after(Caller caller, UUID evaluation, long id, int limit) {
    caller.require(Right.EVALUATION_READ);
    return store.after(caller.organisation(), evaluation, id, limit);
  }

  /** Forgets what is too old. */
  @Scheduled(fixedDelay = 10, timeUnit = TimeUnit.MINUTES)
  void forget() {
    var before = clock.instant().minus(properties.keep());
    while (store.deleteBefore(before) > 0) {
      // batches keep the row locks short
    }
  }
}

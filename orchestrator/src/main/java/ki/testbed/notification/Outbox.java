package ki.testbed.notification;

import java.util.List;
import java.util.UUID;
import ki.testbed.access.Caller;
import ki.testbed.access.OrganisationId;

/**
 * Live events in the order they happened, readable by every replica for 24 hours. Ids count from 1
 * per evaluation without gaps, and become visible in that order: an answer whose first id is not
 * the next one says that events were forgotten.
 */
public interface Outbox {
  /**
   * Appends in the caller's transaction, so an event exists if and only if the change does. Others
   * that append to the same evaluation wait for the end of that transaction.
   *
   * @param type one of the words of {@link LiveEvent#type}
   * @throws IllegalStateException without a transaction
   */
  void append(OrganisationId organisation, UUID evaluation, String type, String body);

  /** Events after this id, oldest first, at most limit. */
  List<LiveEvent> after(Caller caller, UUID evaluation, long id, int limit);
}

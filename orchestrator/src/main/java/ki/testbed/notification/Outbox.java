package ki.testbed.notification;

import java.util.List;
import java.util.UUID;
import ki.testbed.access.Caller;
import ki.testbed.access.OrganisationId;

/** Live events in the order they happened, readable by every replica for 24 hours. */
public interface Outbox {
  /** Appends in the caller's transaction, so an event exists if and only if the change does. */
  void append(OrganisationId organisation, UUID evaluation, String type, String body);

  /** Events after this id, oldest first, at most limit. */
  List<LiveEvent> after(Caller caller, UUID evaluation, long id, int limit);
}

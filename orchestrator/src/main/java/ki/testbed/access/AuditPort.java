package ki.testbed.access;

import java.util.Optional;

/**
 * Remembers who did what, in the transaction of the deed: there is no deed without its entry and no
 * entry without its deed.
 */
public interface AuditPort {
  /**
   * Appends an entry.
   *
   * @param actor absent where nobody is signed in, or the testbed itself acts
   * @param object id of what was acted on, in words of ours
   * @param detail facts that are no secrets and name nobody, possibly empty
   */
  void record(
      OrganisationId organisation,
      Optional<AccountId> actor,
      AuditAction action,
      String object,
      String detail);

  /** The same for a caller. */
  default void record(Caller caller, AuditAction action, String object, String detail) {
    record(caller.organisation(), Optional.of(caller.account()), action, object, detail);
  }
}

package ki.testbed.evidence;

import java.util.Optional;
import ki.testbed.access.AccountId;
import ki.testbed.access.AuditAction;
import ki.testbed.access.AuditPort;
import ki.testbed.access.OrganisationId;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The audit trail. */
record AuditStore(JdbcClient db) implements AuditPort {
  @Override
  public void record(
      OrganisationId organisation,
      Optional<AccountId> actor,
      AuditAction action,
      String object,
      String detail) {
    db.sql(
            """
            insert into audit_entry (org_id, actor, action, object, detail)
            values (:org, :actor, :action, :object, :detail)
            """)
        .param("org", organisation.value())
        .param("actor", actor.map(AccountId::value).orElse(null))
        .param("action", action.name())
        .param("object", object)
        .param("detail", detail)
        .update();
  }
}

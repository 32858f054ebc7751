package ki.testbed.evaluation;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The id of this installation, the same for all processes on one database and for ever; marks
 * everything we make on engines.
 */
@Repository
class InstallationStore {
  private final JdbcClient db;

  InstallationStore(JdbcClient db) {
    this.db = db;
  }

  UUID id() {
    db.sql("insert into installation default values on conflict do nothing").update();
    return db.sql("select id from installation").query(UUID.class).single();
  }
}

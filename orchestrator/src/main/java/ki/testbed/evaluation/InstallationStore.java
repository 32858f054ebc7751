package ki.testbed.evaluation;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The one row about this installation. */
@Repository
class InstallationStore implements Installation {
  private final JdbcClient db;

  InstallationStore(JdbcClient db) {
    this.db = db;
  }

  @Override
  public UUID id() {
    db.sql("insert into installation default values on conflict do nothing").update();
    return db.sql("select id from installation").query(UUID.class).single();
  }
}

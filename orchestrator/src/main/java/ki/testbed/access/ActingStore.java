package ki.testbed.access;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * A pool whose connections know for whom they work before anybody has them: row-level security goes
 * by that, so a connection that nobody told shows nothing. Told again only where it changes.
 */
public final class ActingStore extends DelegatingDataSource {
  private static final String TELL = "select set_config('testbed.org', ?, false)";

  private final Map<Connection, String> told = Collections.synchronizedMap(new WeakHashMap<>());

  /** On this pool. */
  public ActingStore(DataSource pool) {
    super(pool);
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection connection = super.getConnection();
    try {
      tell(connection, Acting.setting());
      return connection;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private void tell(Connection connection, String whom) throws SQLException {
    Connection session = connection.unwrap(Connection.class);
    if (whom.equals(told.get(session))) {
      return;
    }
    told.remove(session);
    try (var statement = connection.prepareStatement(TELL)) {
      statement.setString(1, whom);
      statement.execute();
    }
    told.put(session, whom);
  }
}

package ki.testbed;

import org.springframework.jdbc.core.simple.JdbcClient;

/** What the database server says about itself. */
record ServerSettingsStore(JdbcClient db) {
  /**
   * Settings that decide whether a commit survives a power cut.
   *
   * @param version for example 180006
   */
  record ServerSettings(
      boolean fsync, boolean fullPageWrites, String synchronousCommit, int version) {}

  ServerSettings read() {
    return db.sql(
            """
            select current_setting('fsync')::boolean as fsync,
                   current_setting('full_page_writes')::boolean as full_page_writes,
                   current_setting('synchronous_commit') as synchronous_commit,
                   current_setting('server_version_num')::int as version
            """)
        .query(ServerSettings.class)
        .single();
  }
}

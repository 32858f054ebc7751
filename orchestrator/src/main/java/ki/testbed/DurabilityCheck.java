package ki.testbed;

import ki.testbed.ServerSettingsStore.ServerSettings;

/** Refuses a database, embedded or not, that may forget what it has acknowledged. */
final class DurabilityCheck {
  private static final int OLDEST = 180_000;

  private DurabilityCheck() {}

  /**
   * Checks these settings.
   *
   * @throws DatabaseRefused if one is not durable, or the server is too old
   */
  static void check(ServerSettings settings) {
    if (settings.version() < OLDEST) {
      throw new DatabaseRefused(
          "The database server is older than PostgreSQL 18. Use 18 or newer.");
    }
    if (!settings.fsync()
        || !settings.fullPageWrites()
        || settings.synchronousCommit().equals("off")) {
      throw new DatabaseRefused(
          "The database may lose acknowledged work: fsync, full_page_writes and synchronous_commit must be on, it says "
              + settings
              + ".");
    }
  }
}

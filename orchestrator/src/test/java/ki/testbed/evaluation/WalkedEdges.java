package ki.testbed.evaluation;

import java.util.List;
import ki.testbed.TestDatabase;

/** Which states followed which, out of the history of all runs. */
final class WalkedEdges {
  private WalkedEdges() {}

  static List<String> in(TestDatabase database) {
    return database
        .client()
        .sql(
            """
            select distinct a.state || ' -> ' || b.state
            from run_history a join run_history b on b.run_id = a.run_id and b.seq = a.seq + 1
            """)
        .query(String.class)
        .list();
  }
}

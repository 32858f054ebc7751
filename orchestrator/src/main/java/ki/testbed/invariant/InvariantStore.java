package ki.testbed.invariant;

import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The views of violations, and the table of what other checks found. */
@Repository
class InvariantStore {
  private static final int MOST = 1000;

  private final JdbcClient db;

  InvariantStore(JdbcClient db) {
    this.db = db;
  }

  /** Bytes that should be in the blob store. */
  record Kept(String hash, long bytes) {}

  /** Violations, at most a thousand of them. */
  List<Violation> violations(Invariant invariant) {
    return db.sql(statement(invariant))
        .param("most", MOST)
        .query(
            (row, _) -> new Violation(invariant, row.getString("subject"), row.getString("detail")))
        .list();
  }

  private static String statement(Invariant invariant) {
    return switch (invariant) {
      case I1 -> "select subject, detail from invariant_1 limit :most";
      case I2 -> "select subject, detail from invariant_2 limit :most";
      case I3 -> "select subject, detail from invariant_3 limit :most";
      case I4 -> "select subject, detail from invariant_4 limit :most";
      case I6 -> "select subject, detail from invariant_6 limit :most";
      case I7 -> "select subject, detail from invariant_7 limit :most";
      case I8 -> "select subject, detail from invariant_8 limit :most";
      case I11 -> "select subject, detail from invariant_11 limit :most";
    };
  }

  /** How often a run may be tried, for the views read in this transaction. */
  void attempts(int most) {
    db.sql("select set_config('testbed.attempts', :most, true)")
        .param("most", Integer.toString(most))
        .query(String.class)
        .single();
  }

  /** What a check sees now: what is new is noted, what is seen no longer ends. */
  void seen(Invariant invariant, Map<String, String> subjects) {
    db.sql(
            """
            update invariant_finding set gone_at = clock_timestamp()
            where invariant = :invariant and gone_at is null and not (subject = any (:subjects))
            """)
        .param("invariant", invariant.number())
        .param("subjects", subjects.keySet().toArray(String[]::new))
        .update();
    subjects.forEach((subject, detail) -> note(invariant, subject, detail));
  }

  /** Notes a finding that is not known yet. */
  void note(Invariant invariant, String subject, String detail) {
    db.sql(
            """
            insert into invariant_finding (invariant, subject, detail)
            values (:invariant, :subject, :detail)
            on conflict (invariant, subject) where gone_at is null do nothing
            """)
        .param("invariant", invariant.number())
        .param("subject", subject)
        .param("detail", detail)
        .update();
  }

  /** A finding is no longer so. */
  void gone(Invariant invariant, String subject) {
    db.sql(
            """
            update invariant_finding set gone_at = clock_timestamp()
            where invariant = :invariant and subject = :subject and gone_at is null
            """)
        .param("invariant", invariant.number())
        .param("subject", subject)
        .update();
  }

  /** Blobs behind this hash, in the order of their hashes. */
  List<Kept> blobsAfter(String hash, int limit) {
    return db.sql("select hash, bytes from blob where hash > :hash order by hash limit :limit")
        .param("hash", hash)
        .param("limit", limit)
        .query((row, _) -> new Kept(row.getString("hash"), row.getLong("bytes")))
        .list();
  }
}

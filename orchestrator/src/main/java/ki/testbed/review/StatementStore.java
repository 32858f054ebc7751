package ki.testbed.review;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.ZoneOffset.UTC;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import ki.testbed.access.AccountId;
import ki.testbed.access.Caller;
import ki.testbed.access.OrganisationId;
import ki.testbed.evaluation.EvaluationId;
import ki.testbed.protocol.Sha256;
import ki.testbed.rules.CanonicalJson;
import ki.testbed.rules.audit.AuditChain;
import ki.testbed.rules.audit.AuditEntry;
import ki.testbed.rules.audit.ChainedEntry;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Statements and their journals. */
@Repository
class StatementStore {
  private final JdbcClient db;
  private final JsonMapper json;

  StatementStore(JdbcClient db, JsonMapper json) {
    this.db = db;
    this.json = json;
  }

  private record Head(UUID id, UUID organisation, UUID evaluation) {}

  void create(Caller caller, EvaluationId evaluation) {
    db.sql(
            """
            insert into statement (org_id, evaluation_id) values (:org, :evaluation)
            on conflict (evaluation_id) do nothing
            """)
        .param("org", caller.organisation().value())
        .param("evaluation", evaluation.value())
        .update();
  }

  Optional<Statement> ofEvaluation(Caller caller, EvaluationId evaluation) {
    return db.sql(
            """
            select id, org_id, evaluation_id from statement
            where evaluation_id = :evaluation and org_id = :org
            """)
        .param("evaluation", evaluation.value())
        .param("org", caller.organisation().value())
        .query(StatementStore::head)
        .optional()
        .map(this::whole);
  }

  Optional<Statement> find(Caller caller, StatementId id) {
    return db.sql(
            "select id, org_id, evaluation_id from statement where id = :id and org_id = :org")
        .param("id", id.value())
        .param("org", caller.organisation().value())
        .query(StatementStore::head)
        .optional()
        .map(this::whole);
  }

  /** Whose statement it is, for examiners, who look over the borders of organisations. */
  Optional<OrganisationId> owner(StatementId id) {
    return db.sql("select org_id from statement where id = :id")
        .param("id", id.value())
        .query(UUID.class)
        .optional()
        .map(OrganisationId::new);
  }

  /** Whatever was ever handed to examiners, newest first. */
  List<Statement> handedIn(int limit) {
    return db
        .sql(
            """
            select id, org_id, evaluation_id from statement s
            where exists (
              select from statement_act a
              where a.statement_id = s.id and a.action = 'MOVED' and a.object = 'IN_REVIEW')
            order by id desc limit :limit
            """)
        .param("limit", limit)
        .query(StatementStore::head)
        .list()
        .stream()
        .map(this::whole)
        .toList();
  }

  /**
   * Appends an act to what was read.
   *
   * @throws ReviewProblem STATEMENT_CHANGED if somebody else appended one in between
   */
  Statement append(Statement read, Caller by, Instant at, Act act) {
    String body = body(act);
    Sha256 previous =
        read.journal().isEmpty() ? AuditChain.GENESIS : read.journal().getLast().chained().hash();
    var entry =
        entry(
            read.id().value(),
            read.journal().size() + 1L,
            at.truncatedTo(ChronoUnit.MICROS),
            by.account(),
            by.scopes().equals(Caller.ALL_SCOPES) ? "session" : "token",
            act.word(),
            act.object(),
            body);
    ChainedEntry chained = AuditChain.chained(previous, entry);
    try {
      insert(read, chained, by.account(), act, body);
    } catch (DuplicateKeyException e) {
      throw new ReviewProblem(ReviewProblem.Code.STATEMENT_CHANGED);
    }
    List<Entry> journal = new ArrayList<>(read.journal());
    journal.add(new Entry(chained, by.account(), act));
    return new Statement(read.id(), read.organisation(), read.evaluation(), journal);
  }

  /** The entry of the chain; what was said in the act is in it by its hash. */
  private static AuditEntry entry(
      UUID statement,
      long seq,
      Instant at,
      AccountId by,
      String authMethod,
      String action,
      String object,
      String body) {
    return new AuditEntry(
        seq,
        at,
        by.toString(),
        authMethod,
        action,
        statement + "/" + object,
        Optional.empty(),
        Optional.of(Sha256.of(body.getBytes(UTF_8))),
        "");
  }

  private void insert(Statement read, ChainedEntry chained, AccountId by, Act act, String body) {
    AuditEntry entry = chained.entry();
    db.sql(
            """
            insert into statement_act (
              statement_id, org_id, seq, at, actor, auth_method, action, object, body, previous, hash)
            values (
              :statement, :org, :seq, :at, :actor, :auth, :action, :object, :body, :previous, :hash)
            """)
        .param("statement", read.id().value())
        .param("org", read.organisation().value())
        .param("seq", entry.seq())
        .param("at", entry.at().atOffset(UTC))
        .param("actor", by.value())
        .param("auth", entry.authMethod())
        .param("action", act.word())
        .param("object", act.object())
        .param("body", body)
        .param("previous", chained.previous().hex())
        .param("hash", chained.hash().hex())
        .update();
  }

  private String body(Act act) {
    return new String(CanonicalJson.bytes(json.valueToTree(act)), UTF_8);
  }

  private static Head head(ResultSet row, int number) throws SQLException {
    return new Head(
        row.getObject("id", UUID.class),
        row.getObject("org_id", UUID.class),
        row.getObject("evaluation_id", UUID.class));
  }

  private Statement whole(Head head) {
    List<Entry> journal =
        db.sql(
                """
                select seq, at, actor, auth_method, action, object, body, previous, hash
                from statement_act where statement_id = :id and org_id = :org order by seq
                """)
            .param("id", head.id())
            .param("org", head.organisation())
            .query((row, number) -> read(head, row))
            .list();
    return new Statement(
        new StatementId(head.id()),
        new OrganisationId(head.organisation()),
        new EvaluationId(head.evaluation()),
        journal);
  }

  private Entry read(Head head, ResultSet row) throws SQLException {
    String body = row.getString("body");
    String action = row.getString("action");
    AccountId by = new AccountId(row.getObject("actor", UUID.class));
    AuditEntry entry =
        entry(
            head.id(),
            row.getLong("seq"),
            row.getObject("at", OffsetDateTime.class).toInstant(),
            by,
            row.getString("auth_method"),
            action,
            row.getString("object"),
            body);
    return new Entry(
        new ChainedEntry(
            entry, new Sha256(row.getString("previous")), new Sha256(row.getString("hash"))),
        by,
        json.readValue(body, Act.form(action)));
  }
}

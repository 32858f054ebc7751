package ki.testbed.api;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import ki.testbed.protocol.Sha256;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Table {@code api_answer}. A lock of the transaction tells that a key is at work; it goes with the
 * transaction, however that ends.
 */
@Component
class AnswerStore implements Answers {
  private static final Duration KEPT = Duration.ofHours(24);

  private final JdbcClient db;
  private final TransactionTemplate transaction;
  private final InstantSource clock;

  AnswerStore(JdbcClient db, TransactionTemplate transaction, InstantSource clock) {
    this.db = db;
    this.transaction = transaction;
    this.clock = clock;
  }

  @Override
  public Given once(AnswerKey key, Supplier<Answer> work) {
    return transaction.execute(_ -> {
      if (!lock(key)) {
        throw new ApiProblem(ProblemCode.IDEMPOTENCY_KEY_BUSY).with("Retry-After", "1");
      }
      return find(key)
          .map(kept -> repeat(key, kept))
          .orElseGet(() -> new Given(keep(key, work.get()), false));
    });
  }

  private static Given repeat(AnswerKey key, Kept kept) {
    if (!kept.bodySha256().equals(key.body().hex())) {
      throw new ApiProblem(ProblemCode.IDEMPOTENCY_KEY_REUSED);
    }
    return new Given(
        new Answer(kept.status(), kept.body(), Optional.ofNullable(kept.location())), true);
  }

  private boolean lock(AnswerKey key) {
    return db.sql("select pg_try_advisory_xact_lock(:name)")
        .param("name", lockName(key))
        .query(Boolean.class)
        .single();
  }

  private static long lockName(AnswerKey key) {
    String all =
        String.join(
            "\n",
            "api_answer",
            key.organisation().toString(),
            key.account().toString(),
            key.route(),
            key.key());
    return ByteBuffer.wrap(
            HexFormat.of().parseHex(Sha256.of(all.getBytes(StandardCharsets.UTF_8)).hex()))
        .getLong();
  }

  private Optional<Kept> find(AnswerKey key) {
    return db.sql(
            """
            select body_sha256, status, location, body
              from api_answer
             where org_id = :organisation and account_id = :account and route = :route and key = :key and created_at > :since
            """)
        .param("organisation", key.organisation())
        .param("account", key.account())
        .param("route", key.route())
        .param("key", key.key())
        .param("since", now().minus(KEPT))
        .query(Kept.class)
        .optional();
  }

  private Answer keep(AnswerKey key, Answer answer) {
    db.sql("delete from api_answer where created_at <= :until")
        .param("until", now().minus(KEPT))
        .update();
    db.sql(
            """
            insert into api_answer (org_id, account_id, route, key, body_sha256, status, location, body, created_at)
            values (:organisation, :account, :route, :key, :bodySha256, :status, :location, :body, :now)
            """)
        .param("organisation", key.organisation())
        .param("account", key.account())
        .param("route", key.route())
        .param("key", key.key())
        .param("bodySha256", key.body().hex())
        .param("status", answer.status())
        .param("location", answer.location().orElse(null))
        .param("body", answer.body())
        .param("now", now())
        .update();
    return answer;
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }

  /** A row. */
  private record Kept(
      String bodySha256,
      int status,
      @org.jspecify.annotations.Nullable String location,
      String body) {}
}

package ki.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import ki.testbed.access.Acting;
import ki.testbed.access.Caller;
import ki.testbed.access.TestCallers;
import ki.testbed.protocol.Figure;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The second net under the WHERE of every query: the database itself shows no row of others. */
class RowSecurityTests {
  private final TestDatabase database = TestDatabase.shared();
  private final JdbcClient service = database.client();
  private Caller anna;
  private Caller ben;

  @BeforeEach
  void setUp() {
    database.empty();
    anna = TestCallers.submitter();
    ben = TestCallers.submitter();
    List.of(anna, ben).forEach(this::fill);
  }

  /** A row of each table that a caller reaches, by the shortest way. */
  private void fill(Caller caller) {
    UUID evaluation = UUID.randomUUID();
    UUID run = UUID.randomUUID();
    database
        .owner()
        .sql(
            """
            with b as (insert into blob (hash, bytes) values (:hash, 1) on conflict do nothing)
            insert into evaluation (id, org_id, submission_id, submission_name, submission_version, image_digest, plan_id,
              plan_version, plan_hash, data_set_hashes, mode, grade, created_by, created_at)
            values (:evaluation, :org, :evaluation, 'n', '1', :hash, 'p', 1, :hash, '{}', 'DRY_RUN', 'PREVIEW', :account, now())
            """)
        .param("hash", "a".repeat(64))
        .param("evaluation", evaluation)
        .param("org", caller.organisation().value())
        .param("account", caller.account().value())
        .update();
    database
        .owner()
        .sql(
            """
            insert into run (id, org_id, evaluation_id, ordinal, scenario, state, since, created_at)
            values (:run, :org, :evaluation, 0, 's', 'QUEUED', now(), now())
            """)
        .param("run", run)
        .param("evaluation", evaluation)
        .param("org", caller.organisation().value())
        .update();
    database
        .owner()
        .sql(
            """
            insert into run_history (run_id, org_id, seq, attempt, state, detail, epoch, at)
            values (:run, :org, 1, 1, 'QUEUED', '{}', 0, now())
            """)
        .param("run", run)
        .param("org", caller.organisation().value())
        .update();
  }

  private static final List<String> FILLED =
      List.of("evaluation", "run", "run_now", "run_history", "account", "membership");

  private long count(String table) {
    return service.sql("select count(*) from " + table).query(Long.class).single();
  }

  @Test
  void aQueryWithoutOrganisationSeesNothing() {
    try (var _ = Acting.on(Optional.empty())) {
      assertThat(FILLED).allSatisfy(table -> assertThat(count(table)).as(table).isZero());
    }
    var untold =
        JdbcClient.create(new DriverManagerDataSource(database.url(), ServiceRoleStore.NAME, ""));
    assertThat(untold.sql("select count(*) from run").query(Long.class).single())
        .as("a connection past our pool")
        .isZero();
  }

  @Test
  void aQueryThatForgotItsWhereSeesOnlyTheCallersRows() {
    assertThat(FILLED).allSatisfy(table -> assertThat(count(table)).as(table).isEqualTo(2));
    try (var _ = Acting.on(Optional.of(anna))) {
      assertThat(FILLED).allSatisfy(table -> assertThat(count(table)).as(table).isOne());
      assertThat(service.sql("select distinct org_id from run").query(UUID.class).single())
          .isEqualTo(anna.organisation().value());
      assertThat(service.sql("update run set scenario = 'x'").update()).isOne();
      assertThat(Acting.<Long>forEverybody(() -> count("run"))).isEqualTo(2);
      assertThat(count("run")).as("the same pool, afterwards").isOne();
    }
  }

  @Test
  void rowsForOthersAreNotTaken() {
    try (var _ = Acting.on(Optional.of(anna))) {
      assertThatThrownBy(() ->
              service
                  .sql(
                      "insert into outbox_head (evaluation_id, org_id, last) values (:id, :org, 1)")
                  .param("id", UUID.randomUUID())
                  .param("org", ben.organisation().value())
                  .update())
          .rootCause()
          .hasMessageContaining("row-level security");
    }
  }

  @Test
  void whatTheTestbedPublishesIsForAll() {
    String read = "select count(*) from test_plan where org_id = :platform";
    database
        .owner()
        .sql(
            """
            insert into test_plan (id, version, org_id, sha256, body)
            values ('row-security', 1, '00000000-0000-7000-8000-000000000000', :hash, '{}') on conflict do nothing
            """)
        .param("hash", "b".repeat(64))
        .update();
    try (var _ = Acting.on(Optional.of(ben))) {
      assertThat(
              service
                  .sql("select count(*) from test_plan where id = 'row-security'")
                  .query(Long.class)
                  .single())
          .as(read)
          .isOne();
      assertThatThrownBy(() -> service.sql("delete from test_plan").update())
          .isInstanceOf(DataAccessException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run_history",
        "evidence_item",
        "measurement",
        "audit_entry",
        "test_plan",
        "data_set"
      })
  void theServiceCannotChangeWhatIsAppendOnly(String table) {
    for (String statement :
        List.of("update %s set org_id = org_id", "delete from %s", "truncate %s")) {
      assertThatThrownBy(() -> service.sql(statement.formatted(table)).update())
          .as(statement, table)
          .rootCause()
          .hasMessageContaining("permission denied");
    }
  }

  @Test
  void everyTableWithAnOrganisationIsBehindTheNetAndNoViewIsAWayRound() {
    assertThat(
            database
                .owner()
                .sql(
                    """
                    select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'org_id'
                    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
                      and not (c.relrowsecurity and exists (select from pg_policy p where p.polrelid = c.oid))
                    union all
                    select c.relname from pg_class c
                    where c.relkind = 'v' and c.relnamespace = 'public'::regnamespace
                      and not coalesce(c.reloptions @> array['security_invoker=true'], false)
                    """)
                .query(String.class)
                .list())
        .isEmpty();
    assertThat(new ServiceRoleStore(service).isUnbound()).isFalse();
    assertThat(new ServiceRoleStore(database.owner()).isUnbound()).isTrue();
  }

  /** As in an installation with a database of its own: the owner is nobody special. */
  @Test
  void anOwnerWithoutSpecialRightsCanMigrateAnExternalDatabase() {
    var owner = database.owner();
    owner.sql("drop database if exists external").update();
    owner.sql("drop role if exists external_owner").update();
    owner.sql("create role external_owner login nosuperuser").update();
    owner.sql("create database external owner external_owner").update();
    String url = database.url().replaceFirst("/[^/]*$", "/external");
    var asOwner = new DriverManagerDataSource(url, "external_owner", "");

    Flyway.configure().dataSource(asOwner).load().migrate();
    Flyway.configure().dataSource(asOwner).load().migrate(); // the next start
    new ServiceRoleStore(JdbcClient.create(asOwner)).grant(ServiceRoleStore.NAME);

    var served = JdbcClient.create(new DriverManagerDataSource(url, ServiceRoleStore.NAME, ""));
    assertThat(new ServiceRoleStore(served).isUnbound()).isFalse();
    assertThat(new ServiceRoleStore(JdbcClient.create(asOwner)).isUnbound()).isTrue();
    assertThat(served.sql("select count(*) from organisation").query(Long.class).single())
        .as("nobody is told who else is there")
        .isZero();
    assertThatThrownBy(() -> served.sql("delete from run_history").update())
        .rootCause()
        .hasMessageContaining("permission denied");
  }

  @Test
  @Tag("bench")
  void theNetCostsNextToNothing() {
    database
        .owner()
        .sql(
            """
            insert into run (org_id, evaluation_id, ordinal, scenario, state, since, created_at)
            select org_id, id, n, 's', 'QUEUED', now(), now() from evaluation, generate_series(1, 20000) n
            """)
        .update();
    database.owner().sql("analyze run").update();
    double bare = Double.MAX_VALUE;
    double secured = Double.MAX_VALUE;
    for (int round = 0; round < 7; round++) {
      bare = Math.min(bare, seconds(database.owner()));
      try (var _ = Acting.on(Optional.of(anna))) {
        secured = Math.min(secured, seconds(service));
      }
    }
    Figure.report("row_security_cost_ratio", secured / bare, "x");
    assertThat(secured).isLessThan(1.5 * bare + Duration.ofMillis(5).toNanos() / 1e9);
  }

  private double seconds(JdbcClient client) {
    long begun = System.nanoTime();
    for (int i = 0; i < 50; i++) {
      client
          .sql("select id from run where org_id = :org order by id desc limit 200")
          .param("org", anna.organisation().value())
          .query(UUID.class)
          .list();
    }
    return (System.nanoTime() - begun) / 1e9;
  }
}

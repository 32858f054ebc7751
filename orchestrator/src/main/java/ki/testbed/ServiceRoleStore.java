package ki.testbed;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The role that the service works with: it owns no table, is bound by row-level security and cannot
 * change what is append-only.
 */
record ServiceRoleStore(JdbcClient db) {
  /** Its name where we make it ourselves. */
  static final String NAME = "testbed_service";

  private static final List<String> GRANTS =
      List.of(
          """
          select format('grant usage on schema %I to %I', current_schema(), :role::text)
          """,
          """
          select format('grant select, insert, update, delete on all tables in schema %I to %I', current_schema(), :role::text)
          """,
          """
          select format('grant usage, select on all sequences in schema %I to %I', current_schema(), :role::text)
          """,
          """
          select format('revoke %s on %s from %I',
            string_agg(distinct case t.tgname when 'immutable' then 'update' else 'update, delete' end, ', '),
            t.tgrelid::regclass, :role::text)
          from pg_trigger t join pg_class c on c.oid = t.tgrelid
          where t.tgname in ('append_only', 'sealed', 'immutable') and c.relnamespace = current_schema()::regnamespace
          group by t.tgrelid
          """,
          """
          select format('revoke all on %s from %I', c.oid::regclass, :role::text) from pg_class c
          where c.relname = 'flyway_schema_history' and c.relnamespace = current_schema()::regnamespace
          """);

  /** Makes the role where it is missing, and gives it this password. */
  void create(String password) {
    String verb =
        db.sql(
                "select case when exists (select from pg_roles where rolname = :role) then 'alter' else 'create' end")
            .param("role", NAME)
            .query(String.class)
            .single();
    String statement =
        db.sql(
                """
                select format('%s role %I with login nosuperuser nocreatedb nocreaterole nobypassrls password %L',
                  :verb::text, :role::text, :password::text)
                """)
            .param("verb", verb)
            .param("role", NAME)
            .param("password", password)
            .query(String.class)
            .single();
    db.sql(statement).update();
  }

  /**
   * Lets this role work on the tables that are there now; within a transaction, as two replicas may
   * start at once, and as a role that works already must not have too much for a moment.
   */
  void grant(String role) {
    db.sql("select pg_advisory_xact_lock(7309454814229622117)").query(rows -> {});
    for (String grants : GRANTS) {
      db.sql(grants)
          .param("role", role)
          .query(String.class)
          .list()
          .forEach(one -> db.sql(one).update());
    }
  }

  /** Whether whoever asks could pass by row-level security or change what is append-only. */
  boolean isUnbound() {
    return db.sql(
            """
            select r.rolsuper or r.rolbypassrls or exists (
              select from pg_class c
              where c.relname = 'run_history' and c.relnamespace = current_schema()::regnamespace
                and pg_has_role(c.relowner, 'usage'))
            from pg_roles r where r.rolname = current_user
            """)
        .query(Boolean.class)
        .single();
  }
}

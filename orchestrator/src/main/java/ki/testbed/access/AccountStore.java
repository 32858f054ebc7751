package ki.testbed.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Organisations, accounts and memberships. */
record AccountStore(JdbcClient db) {

  /** An account with the password that opens it. */
  record Login(Caller caller, String passwordHash) {}

  Optional<Login> byLogin(String login) {
    return db.sql(
            """
            select a.id, a.name, m.org_id, m.roles, a.password_hash
            from account a join membership m on m.account_id = a.id and m.org_id = a.org_id
            where a.login = :login and a.ended_at is null and m.ended_at is null
            """)
        .param("login", login)
        .query((row, _) -> new Login(caller(row), row.getString("password_hash")))
        .optional();
  }

  Optional<Caller> member(AccountId account, OrganisationId organisation) {
    return db.sql(
            """
            select a.id, a.name, m.org_id, m.roles
            from account a join membership m on m.account_id = a.id
            where a.id = :account and m.org_id = :org and a.ended_at is null and m.ended_at is null
            """)
        .param("account", account.value())
        .param("org", organisation.value())
        .query((row, _) -> caller(row))
        .optional();
  }

  boolean none() {
    return db.sql("select not exists (select from account)").query(Boolean.class).single();
  }

  /** Lets one transaction at a time decide whether an installation is new. */
  void lockBootstrap() {
    db.sql("select 1 from organisation where id = :platform for update")
        .param("platform", OrganisationId.PLATFORM.value())
        .query(Integer.class)
        .single();
  }

  OrganisationId createOrganisation(String name, OrganisationKind kind) {
    return new OrganisationId(
        db.sql("insert into organisation (name, kind) values (:name, :kind) returning id")
            .param("name", name)
            .param("kind", kind.name())
            .query(UUID.class)
            .single());
  }

  AccountId createAccount(OrganisationId home, String login, String name, String passwordHash) {
    return new AccountId(
        db.sql(
                """
                insert into account (org_id, login, name, password_hash)
                values (:org, :login, :name, :hash) returning id
                """)
            .param("org", home.value())
            .param("login", login)
            .param("name", name)
            .param("hash", passwordHash)
            .query(UUID.class)
            .single());
  }

  void createMembership(AccountId account, OrganisationId organisation, Set<Role> roles) {
    db.sql("insert into membership (account_id, org_id, roles) values (:account, :org, :roles)")
        .param("account", account.value())
        .param("org", organisation.value())
        .param("roles", roles.stream().map(Role::name).toArray(String[]::new))
        .update();
  }

  Optional<OrganisationId> home(AccountId account) {
    return db.sql("select org_id from account where id = :account and ended_at is null")
        .param("account", account.value())
        .query(UUID.class)
        .optional()
        .map(OrganisationId::new);
  }

  private static Caller caller(ResultSet row) throws SQLException {
    return new Caller(
        new AccountId(row.getObject("id", UUID.class)),
        row.getString("name"),
        new OrganisationId(row.getObject("org_id", UUID.class)),
        roles(row),
        Caller.ALL_SCOPES);
  }

  private static Set<Role> roles(ResultSet row) throws SQLException {
    var roles = EnumSet.noneOf(Role.class);
    texts(row, "roles").forEach(role -> roles.add(Role.valueOf(role)));
    return roles;
  }

  /** Elements of a column of type text[]. */
  static List<String> texts(ResultSet row, String column) throws SQLException {
    return Arrays.asList((String[]) row.getArray(column).getArray());
  }
}

package ki.testbed.access;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import ki.testbed.TestDatabase;

/** People of the tests: each is the first member of an organisation of their own. */
public final class TestCallers {
  private TestCallers() {}

  /** Somebody who hands in containers. */
  public static Caller submitter() {
    return submitter(TestDatabase.shared());
  }

  /** Somebody who hands in containers, in this database. */
  public static Caller submitter(TestDatabase database) {
    return member(database, Role.SUBMITTER);
  }

  /** Somebody with these roles. */
  public static Caller member(TestDatabase database, Role... roles) {
    var store = new AccountStore(database.client());
    var name = "p" + UUID.randomUUID();
    var organisation =
        store.createOrganisation("Organisation of " + name, OrganisationKind.SUBMITTER);
    var account = store.createAccount(organisation, name, name, "no password");
    Set<Role> held = EnumSet.copyOf(Arrays.asList(roles));
    store.createMembership(account, organisation, held);
    return store.member(account, organisation).orElseThrow();
  }
}

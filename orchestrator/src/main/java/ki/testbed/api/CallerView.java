package ki.testbed.api;

import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import ki.testbed.access.Caller;
import ki.testbed.access.Role;

/** Who asks, as the testbed sees it. */
record CallerView(
    UUID account, String name, UUID organisation, SortedSet<Role> roles, SortedSet<String> scopes) {
  static CallerView of(Caller caller) {
    return new CallerView(
        caller.account().value(),
        caller.name(),
        caller.organisation().value(),
        new TreeSet<>(caller.roles()),
        new TreeSet<>(caller.scopes()));
  }
}

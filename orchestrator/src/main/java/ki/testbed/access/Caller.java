package ki.testbed.access;

import java.util.Set;

/**
 * Who asks, acting for one organisation. It is an argument of every store query and part of its
 * WHERE.
 *
 * @param name how pages greet this person
 * @param scopes scopes of the token, or {@link #ALL_SCOPES} for a person's session
 */
public record Caller(
    AccountId account,
    String name,
    OrganisationId organisation,
    Set<Role> roles,
    Set<String> scopes) {
  /** Scopes of a session. */
  public static final Set<String> ALL_SCOPES = Set.of("*");

  public Caller {
    roles = Set.copyOf(roles);
    scopes = Set.copyOf(scopes);
  }

  /** Whether the caller has this right by role and by scope. */
  public boolean may(Right right) {
    return right.heldBy(roles) && (scopes.contains("*") || scopes.contains(right.scope()));
  }

  /**
   * Stops a caller without this right.
   *
   * @throws AccessDenied if it is missing
   */
  public void require(Right right) {
    if (!may(right)) {
      throw new AccessDenied(right);
    }
  }

  /**
   * The same person looking at what another organisation handed over; reads there, and nothing
   * else. Whoever calls this has checked that it was handed over to this person.
   */
  public Caller lookingAt(OrganisationId other) {
    return new Caller(
        account,
        name,
        other,
        Set.of(Role.SUBMITTER),
        Set.of(Right.SUBMISSION_READ.scope(), Right.EVALUATION_READ.scope()));
  }

  /** The same person with the scopes of a token. */
  Caller withScopes(Set<String> narrowed) {
    return new Caller(account, name, organisation, roles, narrowed);
  }
}

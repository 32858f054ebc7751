package ki.testbed.access;

import java.util.EnumSet;
import java.util.Set;

/**
 * One thing that may be allowed, with the roles that have it and the token scope it needs; what is
 * not listed is denied.
 */
public enum Right {
  /** See own submissions, uploads and their findings. */
  SUBMISSION_READ("submission:read", EnumSet.of(Role.SUBMITTER, Role.RESEARCHER)),
  /** Upload, submit, withdraw. */
  SUBMISSION_WRITE("submission:write", EnumSet.of(Role.SUBMITTER, Role.RESEARCHER)),
  /** See own evaluations, runs, results. */
  EVALUATION_READ("evaluation:read", EnumSet.of(Role.SUBMITTER, Role.RESEARCHER)),
  /** Start and cancel own evaluations. */
  EVALUATION_WRITE("evaluation:write", EnumSet.of(Role.SUBMITTER, Role.RESEARCHER)),
  /** See test plans and data sets that are published. */
  CATALOG_READ("evaluation:read", EnumSet.allOf(Role.class)),
  /** Say levels and answers about own evaluations, and hand them to examiners. */
  STATEMENT_WRITE("evaluation:write", EnumSet.of(Role.SUBMITTER)),
  /** See statements that were handed to examiners, with all their evidence. */
  REVIEW_READ("review:read", EnumSet.of(Role.REVIEWER, Role.EXAMINER)),
  /** Take statements on, decide and sign. */
  REVIEW_DECIDE("review:write", EnumSet.of(Role.EXAMINER)),
  /** See nodes and the state of all runs, without their contents. */
  OPERATIONS_READ("node:write", EnumSet.of(Role.OPERATOR)),
  /** Make and revoke own tokens. */
  TOKEN_WRITE("token:write", EnumSet.allOf(Role.class));

  private final String scope;
  private final Set<Role> roles;

  Right(String scope, Set<Role> roles) {
    this.scope = scope;
    this.roles = Set.copyOf(roles);
  }

  /** The token scope that this right needs; sessions of people carry every scope. */
  public String scope() {
    return scope;
  }

  /** Whether one of these roles has this right. */
  public boolean heldBy(Set<Role> held) {
    return roles.stream().anyMatch(held::contains);
  }
}

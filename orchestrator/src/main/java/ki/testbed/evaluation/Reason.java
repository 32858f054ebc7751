package ki.testbed.evaluation;

import static ki.testbed.rules.Blame.OPERATOR;
import static ki.testbed.rules.Blame.SUBMISSION;
import static ki.testbed.rules.Blame.TESTBED;

import java.util.List;
import ki.testbed.protocol.Text;
import ki.testbed.rules.Blame;

/**
 * Coded why of a state: who has to act, what happened in one sentence, and what to do next, in both
 * languages.
 */
public enum Reason {
  /** The program of the image is missing or cannot be run. */
  NOT_STARTABLE(SUBMISSION, "why"),
  /** The program is for another processor. */
  WRONG_BINARY(SUBMISSION),
  /** The SUT ended before it was ready. */
  EXITED_EARLY(SUBMISSION, "after", "exit"),
  /** Nobody listened on the manifest's port. */
  PORT_NEVER_OPENED(SUBMISSION, "port", "limit"),
  /** The port was open, but the SUT never said that it is ready. */
  NOT_READY(SUBMISSION, "port", "limit"),
  /** The SUT does not speak its protocol. */
  CONFORMANCE_FAILED(SUBMISSION, "findings"),
  /** The SUT ended after it was ready. */
  SUT_EXITED(SUBMISSION, "phase", "exit"),
  /** The SUT ended for lack of memory. */
  OOM_KILLED(SUBMISSION, "limit"),
  /** The SUT ended after it was refused processes or threads. */
  PIDS_LIMIT(SUBMISSION, "limit"),
  /** The SUT wrote too much log. */
  LOG_FLOOD(SUBMISSION, "limit"),
  /** The run did not end within its limit. */
  TIME_LIMIT(SUBMISSION, "limit", "phase"),
  /** Processes of the SUT outlived its container. */
  GHOST_PROCESS(SUBMISSION),
  /** Ended on request of the submitter's organisation. */
  CANCELLED_BY_SUBMITTER(SUBMISSION),
  /** The submission was taken back. */
  SUBMISSION_WITHDRAWN(SUBMISSION),
  /** The reserved slot is over. */
  RESERVATION_ENDED(SUBMISSION),

  /** The plan names a runner image that is not approved. */
  RUNNER_REFUSED(OPERATOR),
  /** The sandbox has a network. */
  NETWORK_NOT_SEALED(OPERATOR, "interfaces"),
  /** The engine does not keep the hardened profile. */
  PROFILE_NOT_HONOURED(OPERATOR, "why"),
  /** No node offers the isolation that the plan asks for. */
  TIER_UNAVAILABLE(OPERATOR, "tier"),
  /** The cluster did not take the sandbox. */
  CLUSTER_REFUSED(OPERATOR, "why"),
  /** The right to use the data set has ended. */
  DATA_SET_BASIS_ENDED(OPERATOR),
  /** Ended by an operator. */
  CANCELLED_BY_OPERATOR(OPERATOR, "text"),

  /** The engine gave no answer for too long. */
  ENGINE_UNREACHABLE(TESTBED, "limit"),
  /** The engine was restarted and does not know how the run ended. */
  ENGINE_LOST(TESTBED),
  /** The engine answers, but not for this sandbox. */
  ENGINE_WEDGED(TESTBED, "limit"),
  /** The sandbox could not be created. */
  CREATE_FAILED(TESTBED, "why"),
  /** The engine did not take the image. */
  IMAGE_LOAD_FAILED(TESTBED, "why"),
  /** The engine's image is not the submitted one. */
  IMAGE_CHANGED(TESTBED),
  /** The node is gone. */
  NODE_LOST(TESTBED, "node"),
  /** The node's disk is full. */
  NODE_DISK_FULL(TESTBED),
  /** The sandbox was removed by somebody else. */
  SANDBOX_VANISHED(TESTBED),
  /** The cluster ended the sandbox. */
  SANDBOX_EVICTED(TESTBED),
  /** The runner had a defect. */
  RUNNER_CRASHED(TESTBED, "exit"),
  /** The runner said nothing for too long. */
  RUNNER_SILENT(TESTBED, "limit"),
  /** The runner's events are broken. */
  RUNNER_PROTOCOL(TESTBED, "at"),
  /** The runner did not get its order. */
  ORDER_NOT_DELIVERED(TESTBED, "why"),
  /** The sandbox got another device than planned. */
  DEVICE_MISMATCH(TESTBED),
  /** The device is not healthy. */
  DEVICE_UNHEALTHY(TESTBED),
  /** A data set's bytes do not have their hash. */
  DATA_CORRUPTED(TESTBED),
  /** The evidence could not be stored. */
  EVIDENCE_NOT_STORED(TESTBED),
  /** Gave way to something more urgent. */
  PREEMPTED(TESTBED),
  /** Past the maximum age of QUEUED. */
  STUCK_QUEUED(TESTBED, "limit"),
  /** Past the maximum age of PROVISIONING. */
  STUCK_PROVISIONING(TESTBED, "limit"),
  /** Past the maximum age of RUNNING. */
  STUCK_RUNNING(TESTBED, "limit"),
  /** Past the maximum age of DRAINING. */
  STUCK_DRAINING(TESTBED, "limit"),
  /** Past the maximum age of COLLECTING. */
  STUCK_COLLECTING(TESTBED, "limit");

  private final Blame blame;
  private final List<String> facts;

  Reason(Blame blame, String... facts) {
    this.blame = blame;
    this.facts = List.of(facts);
  }

  /** Who has to act; only TESTBED is tried again. */
  public Blame blame() {
    return blame;
  }

  /** Names of the facts that its sentence needs from a {@link Detail}. */
  public List<String> facts() {
    return facts;
  }

  /** What happened. */
  public Text sentence(Detail detail) {
    return ReasonTexts.sentence(this, detail);
  }

  /**
   * What its reader does now.
   *
   * @param triedAgain whether the run goes on by itself
   */
  public Text nextStep(boolean triedAgain) {
    return ReasonTexts.nextStep(this, triedAgain);
  }
}

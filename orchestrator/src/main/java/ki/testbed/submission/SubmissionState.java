package ki.testbed.submission;

/** Life of a submission. */
public enum SubmissionState {
  /** Manifest and image are being checked. */
  CHECKING,
  /** It can be evaluated. */
  ACCEPTED,
  /** Findings say why it cannot be evaluated. */
  REJECTED,
  /** Taken back by its submitter. */
  WITHDRAWN
}

package ki.testbed.submission;

/** Life of an upload. */
public enum UploadState {
  /** Waiting for bytes. */
  OPEN,
  /** All bytes are here, their hash is being computed. */
  VERIFYING,
  /** The declared bytes are stored. */
  COMPLETE,
  /** The bytes are not the declared ones; they are gone. */
  REJECTED,
  /** Nothing arrived for too long; the bytes are gone. */
  EXPIRED
}

package ki.testbed.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ki.testbed.protocol.Finding;
import ki.testbed.protocol.Sha256;
import ki.testbed.submission.Submission;
import ki.testbed.submission.SubmissionId;
import ki.testbed.submission.SubmissionState;

/** A submission with what its checks found. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record SubmissionView(
    SubmissionId id,
    String name,
    String version,
    SubmissionState state,
    Instant stateSince,
    Instant createdAt,
    Sha256 archiveSha256,
    Optional<String> imageDigest,
    Optional<Sha256> manifestHash,
    String manifest,
    List<Finding> findings) {
  static SubmissionView of(Submission submission) {
    return new SubmissionView(
        submission.id(),
        submission.name(),
        submission.version(),
        submission.state(),
        submission.stateSince(),
        submission.createdAt(),
        submission.archive(),
        submission.imageDigest().map(Sha256::prefixed),
        submission.manifestHash(),
        submission.manifestText(),
        submission.findings());
  }
}

package ki.testbed.submission;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import ki.testbed.access.OrganisationId;
import ki.testbed.intake.ImageFacts;
import ki.testbed.rules.CanonicalJson;
import ki.testbed.rules.Manifest;
import ki.testbed.submission.ImageCheck.Examined;
import ki.testbed.submission.SubmissionStore.Claimed;
import ki.testbed.submission.SubmissionStore.Outcome;

/** The end of a check: a version where there was none, and ACCEPTED or REJECTED. */
final class CheckEnd {
  private final SubmissionStore store;
  private final Changes changes;
  private final Uploads.Clocks clocks;

  CheckEnd(SubmissionStore store, Changes changes, Uploads.Clocks clocks) {
    this.store = store;
    this.changes = changes;
    this.clocks = clocks;
  }

  /** False if the submission was withdrawn or somebody else has ended the check. */
  boolean end(Claimed claimed, UUID checker, Examined examined) {
    Instant now = clocks.now();
    return changes.whole(() -> {
      store.lockVersions(claimed.organisation());
      Examined numbered =
          claimed.version().isPresent()
              ? named(examined, claimed.version())
              : numbered(claimed.organisation(), examined);
      var state = numbered.accepted() ? SubmissionState.ACCEPTED : SubmissionState.REJECTED;
      return changes.cross(
          Changes.submission(SubmissionState.CHECKING, state),
          () -> store.finish(claimed.id(), checker, state, outcome(numbered), now));
    });
  }

  private Examined numbered(OrganisationId organisation, Examined examined) {
    Optional<String> name = examined.manifest().map(Manifest::name);
    Optional<String> asked = examined.manifest().flatMap(Manifest::version);
    if (name.isPresent()
        && asked.isPresent()
        && store.versionExists(organisation, name.get(), asked.get())) {
      var refused = examined.with(SubmissionFindings.versionTaken(name.get(), asked.get()));
      return new Examined(Optional.empty(), refused.facts(), refused.findings());
    }
    return named(examined, asked.or(() -> name.map(one -> store.nextVersion(organisation, one))));
  }

  private static Examined named(Examined examined, Optional<String> version) {
    return new Examined(
        examined.manifest().map(one -> version.map(one::withVersion).orElse(one)),
        examined.facts(),
        examined.findings());
  }

  private static Outcome outcome(Examined examined) {
    Optional<Manifest> manifest = examined.manifest();
    return new Outcome(
        manifest.map(Manifest::name),
        manifest.flatMap(Manifest::version),
        examined.facts().map(ImageFacts::configDigest),
        manifest.map(Manifest::hash),
        manifest.map(
            one -> new String(CanonicalJson.bytes(one.effective()), StandardCharsets.UTF_8)),
        examined.facts().map(SubmissionJson::write),
        examined.findings());
  }
}

package ki.testbed.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.Optional;
import java.util.UUID;
import ki.testbed.access.Caller;
import ki.testbed.api.Idempotency.Created;
import ki.testbed.submission.ImageReference;
import ki.testbed.submission.RegistryLogin;
import ki.testbed.submission.Submission;
import ki.testbed.submission.SubmissionId;
import ki.testbed.submission.Submissions;
import ki.testbed.submission.UploadId;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What was handed in. */
@RestController
@RequestMapping(ApiRules.ROOT + "/submissions")
class SubmissionController {
  private static final String LIST = "submissions";

  private final Submissions submissions;
  private final Idempotency idempotency;
  private final EntityTags tags;
  private final Cursors cursors;

  SubmissionController(
      Submissions submissions, Idempotency idempotency, EntityTags tags, Cursors cursors) {
    this.submissions = submissions;
    this.idempotency = idempotency;
    this.tags = tags;
    this.cursors = cursors;
  }

  @GetMapping
  ResponseEntity<Listing<SubmissionView>> list(
      @AuthenticationPrincipal Caller caller,
      @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit,
      @RequestParam Optional<String> cursor) {
    var after = cursors.read(caller, LIST, cursor).map(SubmissionId::new);
    return Listing.of(
            submissions.list(caller, limit + 1, after),
            limit,
            SubmissionView::of,
            one -> one.id().value(),
            id -> cursors.after(caller, LIST, id))
        .answer();
  }

  @PostMapping
  ResponseEntity<String> submit(
      @AuthenticationPrincipal Caller caller,
      HttpServletRequest request,
      @Valid @RequestBody Handed body) {
    return idempotency.once(caller, request, () -> created(submitted(caller, body)));
  }

  private Submission submitted(Caller caller, Handed body) {
    HandedImage image = body.image();
    var manifest = Optional.ofNullable(body.manifest());
    var upload = Optional.ofNullable(image.uploadId()).map(UploadId::new);
    if (upload.isPresent() == (image.reference() != null)) {
      throw new ApiProblem(ProblemCode.FIELD_INVALID, "image");
    }
    return upload.isPresent()
        ? submissions.submit(caller, upload.get(), manifest)
        : submissions.submit(caller, reference(image), login(image), manifest);
  }

  private static ImageReference reference(HandedImage image) {
    return Optional.ofNullable(image.reference())
        .flatMap(ImageReference::parse)
        .orElseThrow(() -> new ApiProblem(ProblemCode.REFERENCE_INVALID));
  }

  private static Optional<RegistryLogin> login(HandedImage image) {
    try {
      return Optional.ofNullable(image.login())
          .map(login -> new RegistryLogin(login.name(), login.secret()));
    } catch (IllegalArgumentException _) {
      throw new ApiProblem(ProblemCode.REFERENCE_INVALID);
    }
  }

  private static Created created(Submission submission) {
    return new Created(
        202, SubmissionView.of(submission), ApiRules.ROOT + "/submissions/" + submission.id());
  }

  @GetMapping("/{id}")
  ResponseEntity<SubmissionView> show(
      @AuthenticationPrincipal Caller caller, @PathVariable UUID id) {
    return tags.tagged(find(caller, id));
  }

  @DeleteMapping("/{id}")
  ResponseEntity<SubmissionView> withdraw(
      @AuthenticationPrincipal Caller caller, HttpServletRequest request, @PathVariable UUID id) {
    tags.require(request, find(caller, id));
    return tags.tagged(SubmissionView.of(submissions.withdraw(caller, new SubmissionId(id))));
  }

  private SubmissionView find(Caller caller, UUID id) {
    return submissions
        .find(caller, new SubmissionId(id))
        .map(SubmissionView::of)
        .orElseThrow(Missing::object);
  }

  /**
   * What is handed in.
   *
   * @param manifest text of testbed.yaml; absent if the image carries it
   */
  record Handed(
      @org.jspecify.annotations.Nullable String manifest, @NotNull @Valid HandedImage image) {}

  /**
   * The image: a complete upload, or a reference by digest in a registry, with its login if it
   * wants one.
   */
  record HandedImage(
      @org.jspecify.annotations.Nullable @JsonProperty("uploadId") UUID uploadId,
      @org.jspecify.annotations.Nullable String reference,
      @org.jspecify.annotations.Nullable @Valid Login login) {}

  /** What opens a registry. */
  record Login(@NotNull String name, @NotNull String secret) {
    /** Never the secret. */
    @Override
    public String toString() {
      return "Login[...]";
    }
  }
}

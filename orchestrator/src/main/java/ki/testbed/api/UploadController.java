package ki.testbed.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.util.UUID;
import ki.testbed.access.Caller;
import ki.testbed.api.Idempotency.Created;
import ki.testbed.protocol.Sha256;
import ki.testbed.submission.Submissions;
import ki.testbed.submission.Upload;
import ki.testbed.submission.UploadId;
import ki.testbed.submission.UploadState;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/** Bytes on their way in, in chunks that may be sent again after a broken connection. */
@RestController
@RequestMapping(ApiRules.ROOT + "/uploads")
class UploadController {
  private static final String OFFSET = "Upload-Offset";
  private static final String CHUNK = "application/offset+octet-stream";

  private final Submissions submissions;
  private final Idempotency idempotency;

  UploadController(Submissions submissions, Idempotency idempotency) {
    this.submissions = submissions;
    this.idempotency = idempotency;
  }

  @PostMapping
  ResponseEntity<String> announce(
      @AuthenticationPrincipal Caller caller,
      HttpServletRequest request,
      @Valid @RequestBody Announcement body) {
    return idempotency.once(
        caller,
        request,
        () ->
            created(
                submissions.createUpload(
                    caller, body.sizeBytes(), body.sha256(), body.mediaType())));
  }

  private static Created created(Upload upload) {
    int status = upload.state() == UploadState.COMPLETE ? 200 : 201;
    return new Created(status, UploadView.of(upload), ApiRules.ROOT + "/uploads/" + upload.id());
  }

  @RequestMapping(path = "/{id}", method = RequestMethod.HEAD)
  ResponseEntity<Void> offset(@AuthenticationPrincipal Caller caller, @PathVariable UUID id) {
    Upload upload = submissions.upload(caller, new UploadId(id)).orElseThrow(Missing::object);
    return progress(upload).build();
  }

  @PatchMapping(path = "/{id}", consumes = CHUNK)
  ResponseEntity<Void> append(
      @AuthenticationPrincipal Caller caller,
      @PathVariable UUID id,
      @RequestHeader(OFFSET) long offset,
      @RequestHeader("Content-Digest") String digest,
      HttpServletRequest request)
      throws IOException {
    long length = request.getContentLengthLong();
    if (length < 0) {
      throw new ApiProblem(ProblemCode.HEADER_MISSING, HttpHeaders.CONTENT_LENGTH);
    }
    if (length > submissions.limits().chunkBytes()) {
      throw new ApiProblem(ProblemCode.BODY_TOO_LARGE, submissions.limits().chunkBytes());
    }
    return progress(
            submissions.append(
                caller,
                new UploadId(id),
                offset,
                request.getInputStream(),
                length,
                ContentDigest.parse(digest)))
        .build();
  }

  @DeleteMapping("/{id}")
  ResponseEntity<Void> abort(@AuthenticationPrincipal Caller caller, @PathVariable UUID id) {
    submissions.abort(caller, new UploadId(id));
    return ResponseEntity.noContent().build();
  }

  private static ResponseEntity.HeadersBuilder<?> progress(Upload upload) {
    return ResponseEntity.noContent()
        .header(OFFSET, Long.toString(upload.offset()))
        .header("Upload-Length", Long.toString(upload.sizeBytes()))
        .header("Upload-State", upload.state().name())
        .header(HttpHeaders.CACHE_CONTROL, "no-store");
  }

  /** What will be sent. */
  record Announcement(
      @NotNull UploadKind kind,
      @Positive long sizeBytes,
      @NotNull Sha256 sha256,
      @NotNull @Size(min = 1, max = 100) String mediaType) {}

  /** What an upload holds; weights and data sets follow. */
  enum UploadKind {
    /** An image archive. */
    IMAGE
  }
}

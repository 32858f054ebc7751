package ki.testbed.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import ki.testbed.access.Caller;
import ki.testbed.protocol.Sha256;
import ki.testbed.submission.Submissions;
import ki.testbed.submission.Upload;
import ki.testbed.submission.UploadId;
import ki.testbed.submission.UploadState;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Uploads of the page's own script: as the API's, with the session of the person and the page's
 * CSRF token.
 */
@RestController
@RequestMapping("/submissions/new/uploads")
class PageUploads {
  private final Submissions submissions;

  PageUploads(Submissions submissions) {
    this.submissions = submissions;
  }

  @PostMapping
  Progress announce(
      @AuthenticationPrincipal Caller caller,
      @RequestParam long sizeBytes,
      @RequestParam String sha256) {
    return Progress.of(
        submissions.createUpload(caller, sizeBytes, hash(sha256), "application/x-tar"));
  }

  @RequestMapping(path = "/{id}", method = RequestMethod.HEAD)
  ResponseEntity<Void> offset(@AuthenticationPrincipal Caller caller, @PathVariable UUID id) {
    Upload upload = submissions.upload(caller, new UploadId(id)).orElseThrow(PageProblem::missing);
    return ResponseEntity.noContent()
        .header("Upload-Offset", Long.toString(upload.offset()))
        .header("Upload-State", upload.state().name())
        .header("Cache-Control", "no-store")
        .build();
  }

  @PatchMapping("/{id}")
  Progress append(
      @AuthenticationPrincipal Caller caller,
      @PathVariable UUID id,
      @RequestHeader("Upload-Offset") long offset,
      @RequestHeader("Upload-Digest") String digest,
      HttpServletRequest request)
      throws IOException {
    long length = request.getContentLengthLong();
    if (length < 0 || length > submissions.limits().chunkBytes()) {
      throw new PageProblem(413, "BODY_TOO_LARGE");
    }
    return Progress.of(
        submissions.append(
            caller,
            new UploadId(id),
            offset,
            request.getInputStream(),
            length,
            Optional.of(hash(digest))));
  }

  @DeleteMapping("/{id}")
  ResponseEntity<Void> abort(@AuthenticationPrincipal Caller caller, @PathVariable UUID id) {
    submissions.abort(caller, new UploadId(id));
    return ResponseEntity.noContent().build();
  }

  private static Sha256 hash(String hex) {
    try {
      return new Sha256(hex);
    } catch (IllegalArgumentException _) {
      throw new PageProblem(400, "FIELD_INVALID");
    }
  }

  /** How far an upload is. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Progress(String id, UploadState state, long offset) {
    static Progress of(Upload upload) {
      return new Progress(upload.id().toString(), upload.state(), upload.offset());
    }
  }
}

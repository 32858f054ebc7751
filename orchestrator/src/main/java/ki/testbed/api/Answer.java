package ki.testbed.api;

import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * An answer to a creating request, as it is kept for repeats.
 *
 * @param body JSON
 * @param location of what was created
 */
record Answer(int status, String body, Optional<String> location) {
  /** As it goes out. */
  ResponseEntity<String> entity(boolean replayed) {
    var builder =
        ResponseEntity.status(HttpStatus.valueOf(status)).contentType(MediaType.APPLICATION_JSON);
    location.ifPresent(path -> builder.header(HttpHeaders.LOCATION, path));
    if (replayed) {
      builder.header("Idempotent-Replayed", "true");
    }
    return builder.body(body);
  }
}

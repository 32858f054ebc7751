package ki.testbed.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import ki.testbed.protocol.Sha256;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Strong entity tags: the hash of what is shown, so an equal tag means equal bytes. */
@Component
class EntityTags {
  private static final int DIGITS = 32;

  private final JsonMapper json;

  EntityTags(JsonMapper json) {
    this.json = json;
  }

  /** 200 with its tag; a matching {@code If-None-Match} becomes 304. */
  <T> ResponseEntity<T> tagged(T view) {
    return ResponseEntity.ok().eTag(of(view)).body(view);
  }

  /** The tag of a view. */
  String of(Object view) {
    return '"' + Sha256.of(json.writeValueAsBytes(view)).hex().substring(0, DIGITS) + '"';
  }

  /**
   * Lets a change pass only if the caller has seen what it changes.
   *
   * @throws ApiProblem IF_MATCH_MISSING, or IF_MATCH_STALE with the current tag
   */
  void require(HttpServletRequest request, Object view) {
    String wanted = request.getHeader(HttpHeaders.IF_MATCH);
    if (wanted == null) {
      throw new ApiProblem(ProblemCode.IF_MATCH_MISSING);
    }
    String tag = of(view);
    if (Arrays.stream(wanted.split(","))
        .map(String::strip)
        .noneMatch(one -> one.equals(tag) || one.equals("*"))) {
      throw new ApiProblem(ProblemCode.IF_MATCH_STALE).with(HttpHeaders.ETAG, tag);
    }
  }
}

package ki.testbed.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes a problem where no controller is in charge: in filters. */
@Component
class ProblemWriter {
  private final ProblemText text;
  private final JsonMapper json;

  ProblemWriter(ProblemText text, JsonMapper json) {
    this.text = text;
    this.json = json;
  }

  void write(
      HttpServletRequest request, HttpServletResponse response, ProblemCode code, Object... facts)
      throws IOException {
    if (response.isCommitted()) {
      return;
    }
    byte[] body = json.writeValueAsBytes(text.of(request, code, List.of(), facts));
    response.resetBuffer();
    response.setStatus(code.status().value());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.setHeader(HttpHeaders.CONTENT_LANGUAGE, ProblemText.language(request).toLanguageTag());
    if (code == ProblemCode.NOT_AUTHENTICATED) {
      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"testbed-api\"");
    }
    if (code == ProblemCode.DATABASE_AWAY) {
      response.setHeader(HttpHeaders.RETRY_AFTER, "5");
    }
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
    response.flushBuffer();
  }
}

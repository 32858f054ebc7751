package ki.testbed.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import ki.testbed.protocol.Sha256;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/** Reads JSON bodies of the API up to their bound, and remembers their hash. */
@RestControllerAdvice(basePackageClasses = BodyHash.class)
class BodyHash extends RequestBodyAdviceAdapter {
  private static final String ATTRIBUTE = BodyHash.class.getName();
  private static final int LONGEST = 1 << 20;

  private final HttpServletRequest current;

  BodyHash(HttpServletRequest current) {
    this.current = current;
  }

  /** Hash of the body that was read for this request; of nothing if it has none. */
  static Sha256 of(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof Sha256 hash ? hash : Sha256.of(new byte[0]);
  }

  @Override
  public boolean supports(
      MethodParameter parameter, Type type, Class<? extends HttpMessageConverter<?>> converter) {
    return true;
  }

  @Override
  public HttpInputMessage beforeBodyRead(
      HttpInputMessage message,
      MethodParameter parameter,
      Type type,
      Class<? extends HttpMessageConverter<?>> converter)
      throws IOException {
    byte[] body = message.getBody().readNBytes(LONGEST + 1);
    if (body.length > LONGEST) {
      throw new ApiProblem(ProblemCode.BODY_TOO_LARGE, LONGEST);
    }
    current.setAttribute(ATTRIBUTE, Sha256.of(body));
    return new Read(message.getHeaders(), body);
  }

  private record Read(HttpHeaders headers, byte[] bytes) implements HttpInputMessage {
    @Override
    public InputStream getBody() {
      return new ByteArrayInputStream(bytes);
    }

    @Override
    public HttpHeaders getHeaders() {
      return headers;
    }
  }
}

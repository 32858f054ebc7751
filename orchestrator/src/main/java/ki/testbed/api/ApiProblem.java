package ki.testbed.api;

import java.util.List;
import ki.testbed.protocol.Finding;
import org.springframework.http.HttpHeaders;

/** A request that cannot be answered as asked; becomes a {@link Problem}. */
final class ApiProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ProblemCode code;
  private final transient Object[] facts;
  private final transient List<Finding> findings;
  private final transient HttpHeaders headers = new HttpHeaders();

  /**
   * Without findings.
   *
   * @param facts what the sentences of the catalogue have gaps for
   */
  ApiProblem(ProblemCode code, Object... facts) {
    this(code, List.of(), facts);
  }

  ApiProblem(ProblemCode code, List<Finding> findings, Object... facts) {
    super(code.name(), null, false, false);
    this.code = code;
    this.facts = facts.clone();
    this.findings = List.copyOf(findings);
  }

  /** The same with a header on its answer. */
  ApiProblem with(String header, String value) {
    headers.set(header, value);
    return this;
  }

  ProblemCode code() {
    return code;
  }

  Object[] facts() {
    return facts.clone();
  }

  List<Finding> findings() {
    return findings;
  }

  HttpHeaders headers() {
    return headers;
  }
}

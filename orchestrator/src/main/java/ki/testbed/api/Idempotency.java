package ki.testbed.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.function.Supplier;
import ki.testbed.access.Caller;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Creating requests carry an {@code Idempotency-Key}; sent twice, they create once. */
@Component
class Idempotency {
  private static final String HEADER = "Idempotency-Key";

  private final Answers answers;
  private final JsonMapper json;

  Idempotency(Answers answers, JsonMapper json) {
    this.answers = answers;
    this.json = json;
  }

  /** The answer to this creating request, which is made at most once. */
  ResponseEntity<String> once(Caller caller, HttpServletRequest request, Supplier<Created> work) {
    Answers.Given given = answers.once(key(caller, request), () -> answer(work.get()));
    return given.answer().entity(given.replayed());
  }

  /** The same where the first answer says more than a repeat may. */
  ResponseEntity<String> once(
      Caller caller,
      HttpServletRequest request,
      Supplier<Created> work,
      Supplier<Object> shownOnce) {
    Answers.Given given = answers.once(key(caller, request), () -> answer(work.get()));
    Answer kept = given.answer();
    return given.replayed()
        ? kept.entity(true)
        : new Answer(kept.status(), json.writeValueAsString(shownOnce.get()), kept.location())
            .entity(false);
  }

  private Answer answer(Created created) {
    return new Answer(
        created.status(), json.writeValueAsString(created.body()), Optional.of(created.location()));
  }

  private static AnswerKey key(Caller caller, HttpServletRequest request) {
    String key = request.getHeader(HEADER);
    if (key == null || !key.matches("[\\x21-\\x7e]{8,64}")) {
      throw new ApiProblem(ProblemCode.IDEMPOTENCY_KEY_MISSING);
    }
    String route = request.getMethod() + " " + request.getRequestURI();
    return new AnswerKey(
        caller.organisation().value(), caller.account().value(), route, key, BodyHash.of(request));
  }

  /** What a creating request made. */
  record Created(int status, Object body, String location) {}
}

package ki.testbed.sandbox.docker;

import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.LongSupplier;
import ki.testbed.sandbox.SandboxRefused;
import ki.testbed.sandbox.SandboxUnreachable;
import tools.jackson.databind.JsonNode;

/**
 * The part of an engine we need, every call with its deadline. Connects when first asked, so that a
 * service starts without its engine; an engine that answers no makes an {@link EngineAnswer}, one
 * that does not answer a {@link SandboxUnreachable}.
 */
final class Engine implements AutoCloseable {
  private final Calls calls = new Calls();
  private final EngineHttp unversioned;
  private final Deadlines deadlines;
  private final AtomicReference<Optional<EngineHttp>> negotiated =
      new AtomicReference<>(Optional.empty());

  Engine(DockerSettings settings) {
    this.unversioned = EngineHttp.unversioned(settings.host());
    this.deadlines = settings.deadlines();
  }

  Deadlines deadlines() {
    return deadlines;
  }

  /** Looks at something. */
  JsonNode read(String sandbox, String path) {
    return calls.within(deadlines.read(), sandbox, () -> http().get(path));
  }

  /** Looks at something that may not be there. */
  Optional<JsonNode> find(String sandbox, String path) {
    try {
      return Optional.of(read(sandbox, path));
    } catch (EngineAnswer answer) {
      if (answer.status() == EngineAnswer.NOT_FOUND) {
        return Optional.empty();
      }
      throw answer;
    }
  }

  /** Asks for a change, within the deadline for that kind of change. */
  JsonNode change(Duration deadline, String sandbox, Function<EngineHttp, JsonNode> request) {
    return calls.within(deadline, sandbox, () -> request.apply(http()));
  }

  /** Opens a stream; its user closes it. */
  <T> T open(Duration deadline, Function<EngineHttp, T> request) {
    return calls.apart(deadline, () -> request.apply(http()));
  }

  /** Waits for something that may take its time. */
  <T> T await(Duration deadline, Function<EngineHttp, T> request) {
    return calls.apart(deadline, () -> request.apply(http()));
  }

  /** Brings bytes in, for as long as some of them go. */
  void upload(String path, InputStream body, LongSupplier progress) {
    calls.progressing(
        deadlines.load(),
        deadlines.stall(),
        progress,
        () -> {
          http().upload(path, "application/x-tar", body);
          return true;
        });
  }

  Calls calls() {
    return calls;
  }

  private EngineHttp http() {
    Optional<EngineHttp> known = negotiated.get();
    if (known.isPresent()) {
      return known.get();
    }
    EngineHttp http = unversioned.in(negotiate());
    negotiated.set(Optional.of(http));
    return http;
  }

  private ApiVersion negotiate() {
    ApiVersion offered = offered();
    if (offered.compareTo(ApiVersion.OLDEST) < 0) {
      throw new SandboxRefused(
          SandboxRefused.Cause.ENGINE_NOT_SUPPORTED,
          "the engine speaks API "
              + offered
              + ", at least "
              + ApiVersion.OLDEST
              + " (Docker Engine 20.10) is needed: update the engine");
    }
    return offered.spoken();
  }

  private ApiVersion offered() {
    try {
      return ApiVersion.parse(Json.string(unversioned.get("/version"), "ApiVersion"));
    } catch (IllegalArgumentException e) {
      throw new SandboxRefused(
          SandboxRefused.Cause.ENGINE_NOT_SUPPORTED,
          "what answers there is no engine: " + e.getMessage());
    }
  }

  @Override
  public void close() {
    calls.close();
    unversioned.close();
  }
}

package ki.testbed.samples.oip;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;

/** Turns one HTTP exchange into a question to the model. */
final class OipHandler implements HttpHandler {
  private static final int MOST_BYTES = 1 << 20;

  private final OipModel model;

  OipHandler(OipModel model) {
    this.model = model;
  }

  ModelCard card() {
    return model.card();
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    send(exchange, answer(exchange));
  }

  private Reply answer(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
    if (body.length > MOST_BYTES) {
      // Whoever is still sending would otherwise be cut off before it can read the refusal.
      exchange.getRequestBody().readNBytes(4 * MOST_BYTES);
    }
    try {
      return reply(route(exchange), body);
    } catch (OipRefusal refusal) {
      return Reply.error(refusal.status(), refusal.sentence());
    }
  }

  private static Route route(HttpExchange exchange) throws OipRefusal {
    var route =
        Route.of(exchange.getRequestURI().getPath())
            .orElseThrow(() -> new OipRefusal(404, "there is nothing at this path"));
    if (!exchange.getRequestMethod().equals(route.method())) {
      exchange.getResponseHeaders().set("Allow", route.method());
      throw new OipRefusal(405, "this path answers to " + route.method());
    }
    return route;
  }

  private Reply reply(Route route, byte[] body) throws OipRefusal {
    return switch (route) {
      case Route.Server() -> Reply.server(model.card());
      case Route.Live() -> Reply.live();
      case Route.Ready() -> readiness(model.card());
      case Route.Model(var ref) -> Reply.metadata(known(ref));
      case Route.ModelReady(var ref) -> readiness(known(ref));
      case Route.Infer(var ref) -> infer(known(ref), body);
    };
  }

  private ModelCard known(Route.ModelRef ref) throws OipRefusal {
    if (ref.names(model.card())) {
      return model.card();
    }
    throw new OipRefusal(
        404,
        "there is no such model; this server has '"
            + model.card().name()
            + "' version "
            + model.card().version());
  }

  private Reply readiness(ModelCard card) {
    return Reply.ready(card, model.ready());
  }

  private Reply infer(ModelCard card, byte[] body) throws OipRefusal {
    if (body.length > MOST_BYTES) {
      throw new OipRefusal(413, "a request may have " + MOST_BYTES + " bytes");
    }
    if (!model.ready()) {
      throw new OipRefusal(503, "the model is not ready yet");
    }
    return answer(card, body);
  }

  /** An inference without a client and before the model says it is ready. */
  Reply answer(ModelCard card, byte[] body) throws OipRefusal {
    var request = InferRequest.parse(body, card);
    return Reply.inference(card, request, model.infer(request.inputs()));
  }

  private static void send(HttpExchange exchange, Reply reply) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    if (reply.status() == 413) {
      // The rest of the body was not read, so the connection cannot carry another request.
      exchange.getResponseHeaders().set("Connection", "close");
    }
    exchange.sendResponseHeaders(reply.status(), reply.body().length);
    try (var out = exchange.getResponseBody()) {
      out.write(reply.body());
    }
  }
}

package ki.testbed.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import ki.testbed.protocol.Sha256;

/**
 * A testbed's API over real HTTP: scripted answers, and an upload that takes bytes and can lose
 * connections.
 */
final class StubTestbed implements AutoCloseable {
  private final HttpServer http;
  private final Map<String, Deque<Scripted>> answers = new ConcurrentHashMap<>();
  private final List<String> seen = new ArrayList<>();
  private final Map<String, String> bodies = new HashMap<>();
  private final ByteArrayOutputStream uploaded = new ByteArrayOutputStream();
  private int cuts;

  record Scripted(int status, String type, String body) {}

  StubTestbed() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/api/v1", this::handle);
    http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    http.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
  }

  /** The next answer to this; the last one said stays. */
  StubTestbed answer(String question, int status, String body) {
    return answer(
        question,
        new Scripted(status, status < 400 ? "application/json" : "application/problem+json", body));
  }

  StubTestbed events(String question, String body) {
    return answer(question, new Scripted(200, "text/event-stream", body));
  }

  private StubTestbed answer(String question, Scripted answer) {
    answers.computeIfAbsent(question, _ -> new ArrayDeque<>()).add(answer);
    return this;
  }

  /** So many pieces of an upload break off in the middle. */
  StubTestbed cutPieces(int times) {
    cuts = times;
    return this;
  }

  /** Questions in their order, for example {@code GET /me}. */
  synchronized List<String> seen() {
    return List.copyOf(seen);
  }

  synchronized String body(String question) {
    return bodies.getOrDefault(question, "");
  }

  synchronized byte[] uploaded() {
    return uploaded.toByteArray();
  }

  private synchronized void handle(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().toString().substring("/api/v1".length());
    var question = exchange.getRequestMethod() + " " + path;
    seen.add(question);
    if (path.equals("/uploads/u1")) {
      upload(exchange);
      return;
    }
    bodies.put(
        question, new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    var scripted = answers.get(question);
    send(
        exchange,
        scripted == null
            ? new Scripted(404, "application/problem+json", "{\"title\":\"no " + question + "\"}")
            : next(scripted));
  }

  private static Scripted next(Deque<Scripted> scripted) {
    return scripted.size() > 1 ? scripted.removeFirst() : scripted.getFirst();
  }

  private void upload(HttpExchange exchange) throws IOException {
    if (exchange.getRequestMethod().equals("PATCH")) {
      var piece = exchange.getRequestBody().readAllBytes();
      if (cuts > 0) {
        cuts--;
        uploaded.write(piece, 0, piece.length / 2);
        exchange.close();
        return;
      }
      if (Long.parseLong(exchange.getRequestHeaders().getFirst("Upload-Offset")) != uploaded.size()
          || !digestFits(exchange, piece)) {
        send(exchange, new Scripted(409, "application/problem+json", "{}"));
        return;
      }
      uploaded.write(piece);
    }
    exchange.getResponseHeaders().set("Upload-Offset", Integer.toString(uploaded.size()));
    exchange.getResponseHeaders().set("Upload-State", "COMPLETE");
    exchange.sendResponseHeaders(204, -1);
    exchange.close();
  }

  private static boolean digestFits(HttpExchange exchange, byte[] piece) {
    var hash =
        java.util.Base64.getEncoder()
            .encodeToString(java.util.HexFormat.of().parseHex(Sha256.of(piece).hex()));
    return ("sha-256=:" + hash + ":")
        .equals(exchange.getRequestHeaders().getFirst("Content-Digest"));
  }

  private static void send(HttpExchange exchange, Scripted answer) throws IOException {
    var body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", answer.type());
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    http.stop(0);
  }
}

package ki.testbed.sandbox.docker;

import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Requests to an engine and its answers, without any deadline; those are given by {@link Calls}.
 * Connections are not kept: after an engine's restart a kept one would fail a call that could have
 * worked.
 */
final class EngineHttp implements AutoCloseable {
  private static final int MAX_CONNECTIONS = 1024;

  private final URI host;
  private final DockerHttpClient client;
  private final String prefix;

  private EngineHttp(URI host, DockerHttpClient client, String prefix) {
    this.host = host;
    this.client = client;
    this.prefix = prefix;
  }

  /** Requests without a version, which every engine answers. */
  static EngineHttp unversioned(URI host) {
    var client =
        new ZerodepDockerHttpClient.Builder()
            .dockerHost(host)
            .maxConnections(MAX_CONNECTIONS)
            .connectionTimeout(Duration.ofSeconds(5))
            .build();
    return new EngineHttp(host, client, "");
  }

  /** The same connections, spoken to in one version of the API. */
  EngineHttp in(ApiVersion version) {
    return new EngineHttp(host, client, "/v" + version);
  }

  JsonNode get(String path) {
    return json(request(Request.Method.GET, path).build());
  }

  JsonNode post(String path) {
    return json(request(Request.Method.POST, path).build());
  }

  JsonNode post(String path, JsonNode body) {
    Request.Builder request = request(Request.Method.POST, path);
    request.putHeader("Content-Type", "application/json");
    request.bodyBytes(Json.write(body));
    return json(request.build());
  }

  JsonNode delete(String path) {
    return json(request(Request.Method.DELETE, path).build());
  }

  /**
   * Sends a body and reads the whole answer, of which nothing is kept: what the engine says there
   * is no proof of anything.
   */
  void upload(String path, String type, InputStream body) {
    Request.Builder request = request(Request.Method.POST, path);
    request.putHeader("Content-Type", type);
    request.body(body);
    try (Response response = accepted(request.build())) {
      response.getBody().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Opens a stream of the engine; the caller closes it. */
  Response open(String path) {
    return accepted(request(Request.Method.GET, path).build());
  }

  /** Opens the stdin of a container; the caller closes it. */
  Attachment attach(String path) {
    try {
      return Attachment.open(host, prefix + path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Request.Builder request(Request.Method method, String path) {
    Request.Builder request = Request.builder();
    request.method(method);
    request.path(prefix + path);
    request.putHeader("Connection", "close");
    return request;
  }

  private JsonNode json(Request request) {
    try (Response response = accepted(request)) {
      return Json.read(response.getBody());
    }
  }

  private Response accepted(Request request) {
    Response response = client.execute(request);
    if (response.getStatusCode() < 300) {
      return response;
    }
    try (response) {
      throw new EngineAnswer(response.getStatusCode(), message(response.getBody()));
    }
  }

  private static String message(InputStream body) {
    try {
      String text = new String(body.readNBytes(1 << 16), StandardCharsets.UTF_8);
      return words(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String words(String body) {
    try {
      JsonNode node = Json.read(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
      return node.path("message").asString(body);
    } catch (JacksonException _) {
      return body;
    }
  }

  @Override
  public void close() {
    try {
      client.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

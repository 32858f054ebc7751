package ki.testbed.samples.oip;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks to a sample under test. */
public record Client(InetSocketAddress address, HttpClient http) implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  public static Client of(InetSocketAddress address) {
    return new Client(
        address, HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
  }

  public Answer get(String path) throws IOException, InterruptedException {
    return send(request(path).GET());
  }

  public Answer post(String path, String body) throws IOException, InterruptedException {
    return send(request(path).POST(BodyPublishers.ofString(body)));
  }

  public Answer infer(String text) throws IOException, InterruptedException {
    return post("/v2/models/langid/infer", body(text));
  }

  public static String body(String... texts) {
    var root = JSON.createObjectNode().put("id", "c0ffee");
    var tensor = root.putArray("inputs").addObject().put("name", "text").put("datatype", "BYTES");
    tensor.putArray("shape").add(texts.length);
    var data = tensor.putArray("data");
    for (var text : texts) {
      data.add(text);
    }
    return root.toString();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + address.getPort() + path))
        .timeout(Duration.ofSeconds(10));
  }

  private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
    return new Answer(response.statusCode(), JSON.readTree(response.body()));
  }

  @Override
  public void close() {
    http.close();
  }

  public record Answer(int status, JsonNode body) {
    public String error() {
      return body.path("error").asString("");
    }

    public String label() {
      return body.at("/outputs/0/data/0").asString("");
    }
  }
}

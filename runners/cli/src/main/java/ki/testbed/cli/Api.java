package ki.testbed.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/**
 * The testbed's REST API as this client uses it; what goes wrong becomes a {@link ClientProblem} in
 * the testbed's own words.
 */
final class Api {
  private static final String ROOT = "/api/v1";
  private static final Duration ONE_ANSWER = Duration.ofMinutes(2);

  private final HttpClient http;
  private final Credentials credentials;
  private final Patience patience;
  private final Words words;

  Api(HttpClient http, Credentials credentials, Patience patience, Words words) {
    this.http = http;
    this.credentials = credentials;
    this.patience = patience;
    this.words = words;
  }

  /** The same, trying this long while the testbed cannot be reached. */
  Api patient(Duration limit) {
    return new Api(http, credentials, patience.upTo(limit), words);
  }

  Answer get(String path) {
    return checked(request(path).GET());
  }

  /** Posts; the key makes a repeated request harmless. */
  Answer post(String path, JsonNode body, String key) {
    return checked(
        request(path)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.ofString(body.toString())));
  }

  Answer head(String path) {
    return checked(request(path).HEAD());
  }

  /**
   * Sends a piece of an upload, once.
   *
   * @throws IOException if the connection broke; how much arrived is unknown then
   */
  Answer patch(String path, long offset, String digest, BodyPublisher piece) throws IOException {
    return exchange(
        request(path)
            .header("Content-Type", "application/offset+octet-stream")
            .header("Upload-Offset", Long.toString(offset))
            .header("Content-Digest", digest)
            .method("PATCH", piece));
  }

  /**
   * Opens the stream of an evaluation's events behind this id.
   *
   * @throws IOException if that does not work now
   */
  InputStream events(String path, long after) throws IOException {
    var request =
        request(path)
            .setHeader("Accept", "text/event-stream")
            .header("Last-Event-ID", Long.toString(after))
            .GET();
    try {
      HttpResponse<InputStream> response = http.send(request.build(), BodyHandlers.ofInputStream());
      if (response.statusCode() != 200) {
        response.body().close();
        throw new IOException("no stream now: HTTP " + response.statusCode());
      }
      return response.body();
    } catch (InterruptedException e) {
      throw ClientProblem.interrupted();
    }
  }

  /** The problem that an answer is. */
  ClientProblem problem(Answer answer) {
    return Problems.of(answer, words);
  }

  private Answer checked(HttpRequest.Builder request) {
    var tries = patience.start();
    while (true) {
      try {
        var answer = exchange(request);
        if (answer.good()) {
          return answer;
        }
        if (!answer.later() || !tries.again(answer.retryAfter())) {
          throw problem(answer);
        }
      } catch (IOException e) {
        if (!tries.again()) {
          throw new ClientProblem(
              ExitCode.BLAME_TESTBED, words.say("unreachable", credentials.url().toString()));
        }
      }
    }
  }

  private Answer exchange(HttpRequest.Builder request) throws IOException {
    try {
      return Answer.of(http.send(request.timeout(ONE_ANSWER).build(), BodyHandlers.ofByteArray()));
    } catch (InterruptedException e) {
      throw ClientProblem.interrupted();
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(credentials.url() + ROOT + path))
        .header("Authorization", "Bearer " + credentials.token())
        .header("Accept-Language", words.language().getLanguage())
        .header("Accept", "application/json, application/problem+json");
  }
}

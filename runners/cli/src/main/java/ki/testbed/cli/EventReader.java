package ki.testbed.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Server-sent events from a stream, one after the other; a stream that falls silent counts as
 * ended.
 */
final class EventReader implements AutoCloseable {
  /** The testbed sends a sign of life every 15 s. */
  private static final Duration SILENCE = Duration.ofSeconds(45);

  private final InputStream stream;
  private final LinkedBlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();

  /** One event. */
  record ServerEvent(long id, String type, String data) {}

  EventReader(InputStream stream) {
    this.stream = stream;
    Thread.ofVirtual().start(this::pump);
  }

  /** The next event; empty when the stream has ended. */
  Optional<ServerEvent> next() {
    long id = -1;
    var type = "message";
    var data = new StringBuilder();
    for (var line = line(); line.isPresent(); line = line()) {
      var text = line.get();
      if (text.isEmpty() && !data.isEmpty()) {
        return Optional.of(new ServerEvent(id, type, data.toString()));
      }
      switch (field(text)) {
        case "id" -> id = value(text).matches("[0-9]{1,18}") ? Long.parseLong(value(text)) : id;
        case "event" -> type = value(text);
        case "data" -> data.append(data.isEmpty() ? "" : "\n").append(value(text));
        default -> {} // comments and fields of later versions
      }
    }
    return Optional.empty();
  }

  private static String field(String line) {
    int colon = line.indexOf(':');
    return colon < 0 ? line : line.substring(0, colon);
  }

  private static String value(String line) {
    var behind = line.substring(Math.min(line.length(), line.indexOf(':') + 1));
    return behind.startsWith(" ") ? behind.substring(1) : behind;
  }

  private Optional<String> line() {
    try {
      var line = lines.poll(SILENCE.toMillis(), TimeUnit.MILLISECONDS);
      return line == null ? Optional.empty() : line;
    } catch (InterruptedException e) {
      throw ClientProblem.interrupted();
    }
  }

  private void pump() {
    try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (var line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(Optional.of(line));
      }
    } catch (IOException e) {
      lines.add(Optional.empty()); // a broken stream has ended, too
    }
    lines.add(Optional.empty());
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}

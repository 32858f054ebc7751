package ki.testbed.runner.driver;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads an event stream (WHATWG HTML, section 9.2): lines end in LF, CRLF or CR, several {@code
 * data} lines of an event are joined by LF, a colon starts a comment. Fields but {@code data} and
 * {@code event} are passed over. An event without its empty line at the end counts too: the caller
 * looks for its own end mark.
 */
final class ServerSentEvents {
  /**
   * One event.
   *
   * @param name empty if it has none
   * @param end length of the stream up to the end of its last data line
   */
  record Sent(String name, String data, int end) {}

  private final byte[] stream;
  private final int most;
  private final List<Sent> events = new ArrayList<>();
  private String name = "";
  private final StringBuilder data = new StringBuilder();
  private boolean hasData;
  private int end;

  private ServerSentEvents(byte[] stream, int most) {
    this.stream = stream;
    this.most = most;
  }

  /**
   * The events of a stream, at most one more than so many.
   *
   * @throws CharacterCodingException if a line is not UTF-8
   */
  static List<Sent> read(byte[] stream, int most) throws CharacterCodingException {
    ServerSentEvents reader = new ServerSentEvents(stream, most);
    reader.lines();
    reader.dispatch();
    return reader.events;
  }

  private void lines() throws CharacterCodingException {
    int from = 0;
    for (int at = 0; at < stream.length && events.size() <= most; at++) {
      if (stream[at] == '\n' || stream[at] == '\r') {
        int after = at + 1;
        boolean pair = stream[at] == '\r' && after < stream.length && stream[after] == '\n';
        line(from, at, pair ? after + 1 : after);
        at += pair ? 1 : 0;
        from = at + 1;
      }
    }
    if (from < stream.length) {
      line(from, stream.length, stream.length);
    }
  }

  private void line(int from, int to, int after) throws CharacterCodingException {
    if (from == to) {
      dispatch();
      return;
    }
    String line =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT)
            .decode(ByteBuffer.wrap(stream, from, to - from))
            .toString();
    int colon = line.indexOf(':');
    String field = colon < 0 ? line : line.substring(0, colon);
    String value = colon < 0 ? "" : line.substring(colon + 1);
    take(field, value.startsWith(" ") ? value.substring(1) : value, after);
  }

  private void take(String field, String value, int after) {
    if (field.equals("data")) {
      data.append(hasData ? "\n" : "").append(value);
      hasData = true;
      end = after;
    } else if (field.equals("event")) {
      name = value;
    }
  }

  private void dispatch() {
    if (hasData) {
      events.add(new Sent(name, data.toString(), end));
    }
    name = "";
    data.setLength(0);
    hasData = false;
  }
}

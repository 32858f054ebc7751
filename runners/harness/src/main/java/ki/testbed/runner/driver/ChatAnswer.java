package ki.testbed.runner.driver;

import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import ki.testbed.protocol.Outcome;
import tools.jackson.databind.JsonNode;

/**
 * A streamed chat completion.
 *
 * @param text all content, in order
 * @param usage tokens the SUT says it generated
 */
record ChatAnswer(String text, List<Piece> pieces, OptionalInt usage) {
  private static final String END = "[DONE]";

  /**
   * A piece with content.
   *
   * @param end length of the stream at its end
   */
  record Piece(String text, int end) {}

  /** What a body came to. */
  sealed interface Reading {}

  /** A whole answer. */
  record Whole(ChatAnswer answer) implements Reading {}

  /** None. */
  record Broken(Outcome outcome) implements Reading {}

  ChatAnswer {
    pieces = List.copyOf(pieces);
  }

  /**
   * Reads a body.
   *
   * @param mostEvents beyond which it is too large
   */
  static Reading read(byte[] body, int mostEvents) {
    if (body.length == 0) {
      return new Broken(Outcome.EMPTY);
    }
    try {
      List<ServerSentEvents.Sent> events = ServerSentEvents.read(body, mostEvents);
      return events.size() > mostEvents ? new Broken(Outcome.TOO_LARGE) : read(events);
    } catch (CharacterCodingException _) {
      return new Broken(Outcome.SCHEMA);
    }
  }

  private static Reading read(List<ServerSentEvents.Sent> events) {
    if (events.isEmpty()) {
      return new Broken(Outcome.SCHEMA);
    }
    boolean ended = events.getLast().data().equals(END);
    List<Piece> pieces = new ArrayList<>();
    OptionalInt usage = OptionalInt.empty();
    for (ServerSentEvents.Sent event : ended ? events.subList(0, events.size() - 1) : events) {
      if (event.name().equals("error")
          || !(StrictJson.read(utf8(event.data())) instanceof StrictJson.Value(JsonNode chunk))
          || !chunk.isObject()
          || chunk.has("error")) {
        return new Broken(Outcome.SCHEMA);
      }
      String content = content(chunk.path("choices").path(0).path("delta"));
      if (!content.isEmpty()) {
        pieces.add(new Piece(content, event.end()));
      }
      JsonNode tokens = chunk.path("usage").path("completion_tokens");
      usage = tokens.canConvertToInt() ? OptionalInt.of(tokens.intValue()) : usage;
    }
    return ended ? whole(pieces, usage) : new Broken(Outcome.TRUNCATED);
  }

  private static Reading whole(List<Piece> pieces, OptionalInt usage) {
    StringBuilder text = new StringBuilder();
    pieces.forEach(piece -> text.append(piece.text()));
    return pieces.isEmpty()
        ? new Broken(Outcome.EMPTY)
        : new Whole(new ChatAnswer(text.toString(), pieces, usage));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  /** Text, reasoning or arguments of a call; a delta with a role alone has none. */
  private static String content(JsonNode delta) {
    StringBuilder all = new StringBuilder();
    all.append(delta.path("content").stringValue(""));
    all.append(delta.path("reasoning_content").stringValue(""));
    for (JsonNode call : delta.path("tool_calls")) {
      all.append(call.path("function").path("arguments").stringValue(""));
    }
    return all.toString();
  }
}

package ki.testbed.protocol;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Orders and events as lines of JSON, and back; strict about everything, as either side may be
 * hostile.
 */
public final class Wire {
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(64)
                          .maxStringLength(Order.MAX_LINE)
                          .maxNumberLength(64)
                          .build())
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(
              DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
              DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  private Wire() {}

  /** The order's first line without its line feed. */
  public static String write(Order order) {
    return MAPPER.writeValueAsString(order);
  }

  /**
   * Reads an order's first line.
   *
   * @throws WireFormatException if it is none
   */
  public static Order readOrder(String line) {
    try {
      return MAPPER.readValue(line, Order.class);
    } catch (JacksonException | IllegalArgumentException e) {
      throw new WireFormatException("the first line is not an order", e);
    }
  }

  /** The content of a chunk of kind {@code harness}. */
  public static byte[] write(Observations observations) {
    return MAPPER.writeValueAsBytes(observations);
  }

  /**
   * Reads the content of a chunk of kind {@code harness}.
   *
   * @throws WireFormatException if it is none
   */
  public static Observations readObservations(byte[] bytes) {
    try {
      return MAPPER.readValue(new String(bytes, StandardCharsets.UTF_8), Observations.class);
    } catch (JacksonException | IllegalArgumentException e) {
      throw new WireFormatException("a chunk does not hold a runner's observations", e);
    }
  }

  /** The event's line without its line feed. */
  public static String write(Envelope envelope) {
    ObjectNode line = MAPPER.createObjectNode();
    line.put("v", envelope.v())
        .put("run", envelope.run().toString())
        .put("attempt", envelope.attempt());
    line.put("seq", envelope.seq())
        .put("mono", envelope.mono())
        .put("wall", envelope.wall().toString());
    line.put("type", envelope.event().type());
    ObjectNode fields = MAPPER.valueToTree(envelope.event());
    line.setAll(fields);
    return MAPPER.writeValueAsString(line);
  }

  /**
   * Reads an event's line.
   *
   * @throws WireFormatException if it is longer than {@link Envelope#MAX_LINE} bytes or no event
   */
  public static Envelope readEvent(String line) {
    if (line.length() > Envelope.MAX_LINE
        || line.getBytes(StandardCharsets.UTF_8).length > Envelope.MAX_LINE) {
      throw new WireFormatException("an event is longer than " + Envelope.MAX_LINE + " bytes");
    }
    try {
      if (!(MAPPER.readTree(line) instanceof ObjectNode fields)) {
        throw new WireFormatException("an event is not a JSON object");
      }
      return envelope(fields);
    } catch (JacksonException | IllegalArgumentException | java.time.DateTimeException e) {
      throw new WireFormatException("a line is not an event", e);
    }
  }

  private static Envelope envelope(ObjectNode fields) {
    int v = take(fields, "v").asInt();
    if (v != Order.VERSION) {
      throw new WireFormatException("events of version " + v + " are not understood");
    }
    UUID run = UUID.fromString(take(fields, "run").asString());
    int attempt = take(fields, "attempt").asInt();
    long seq = take(fields, "seq").asLong();
    long mono = take(fields, "mono").asLong();
    Instant wall = Instant.parse(take(fields, "wall").asString());
    Class<? extends Event> type = typeOf(take(fields, "type").asString());
    return new Envelope(v, run, attempt, seq, mono, wall, MAPPER.treeToValue(fields, type));
  }

  private static JsonNode take(ObjectNode fields, String name) {
    JsonNode value = fields.remove(name);
    if (value == null || value.isNull()) {
      throw new WireFormatException("an event has no " + name);
    }
    return value;
  }

  private static Class<? extends Event> typeOf(String word) {
    return switch (word) {
      case "hello" -> Event.Hello.class;
      case "phase" -> Event.PhaseChange.class;
      case "conformance" -> Event.Conformance.class;
      case "schedule" -> Event.ScheduleFixed.class;
      case "calibration" -> Event.Calibration.class;
      case "progress" -> Event.Progress.class;
      case "finding" -> Event.Noticed.class;
      case "chunk" -> Event.Chunk.class;
      case "result" -> Event.ResultComplete.class;
      case "finished" -> Event.Finished.class;
      default -> throw new WireFormatException("an event has an unknown type");
    };
  }
}

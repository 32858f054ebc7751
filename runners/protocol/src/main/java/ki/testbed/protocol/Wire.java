package ki.testbed.protocol;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MutableCoercionConfig;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.type.LogicalType;

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
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .enable(MapperFeature.INFER_RECORD_GETTERS_FROM_COMPONENTS_ONLY)
          .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .withCoercionConfig(LogicalType.Textual, Wire::onlyText)
          .annotationIntrospector(new StrictRecords())
          .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  private Wire() {}

  private static void onlyText(MutableCoercionConfig texts) {
    for (CoercionInputShape shape :
        List.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)) {
      texts.setCoercion(shape, CoercionAction.Fail);
    }
  }

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
      return present(MAPPER.readValue(line, Order.class), "an order");
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
      return present(
          MAPPER.readValue(new String(bytes, StandardCharsets.UTF_8), Observations.class),
          "observations");
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
    long v = integer(fields, "v", Integer.MAX_VALUE);
    if (v != Order.VERSION) {
      throw new WireFormatException("events of version " + v + " are not understood");
    }
    UUID run = UUID.fromString(take(fields, "run").stringValue());
    int attempt = (int) integer(fields, "attempt", Integer.MAX_VALUE);
    long seq = integer(fields, "seq", Long.MAX_VALUE);
    long mono = integer(fields, "mono", Long.MAX_VALUE);
    Instant wall = Instant.parse(take(fields, "wall").stringValue());
    Class<? extends Event> type = typeOf(take(fields, "type").stringValue());
    return new Envelope((int) v, run, attempt, seq, mono, wall, MAPPER.treeToValue(fields, type));
  }

  private static <T> T present(@Nullable T value, String what) {
    if (value == null) {
      throw new WireFormatException("null instead of " + what);
    }
    return value;
  }

  private static JsonNode take(ObjectNode fields, String name) {
    JsonNode value = fields.remove(name);
    if (value == null || value.isNull()) {
      throw new WireFormatException("an event has no " + name);
    }
    return value;
  }

  private static long integer(ObjectNode fields, String name, long most) {
    JsonNode value = take(fields, name);
    if (!value.isIntegralNumber()
        || !value.canConvertToLong()
        || value.longValue() > most
        || value.longValue() < -most) {
      throw new WireFormatException("an event's " + name + " is no integer of its size");
    }
    return value.longValue();
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

package ki.testbed.evidence;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;
import ki.testbed.evidence.plot.LatencyDistribution;
import ki.testbed.evidence.plot.PhaseSpan;
import ki.testbed.evidence.plot.UsageCurve;
import ki.testbed.protocol.Envelope;
import ki.testbed.protocol.Event;
import ki.testbed.protocol.Exchanges;
import ki.testbed.protocol.Packing;
import ki.testbed.protocol.Phase;
import ki.testbed.protocol.Wire;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what evidence items hold, for those who show it; the caller's right to it was checked with
 * the item.
 */
@Component
public class EvidenceReader {
  private static final int LONGEST_JSON = 8 << 20;
  private static final int LONGEST_CHUNK = 16 << 20;
  private static final String CHUNK_OF_EXCHANGES = "\"kind\":\"exchanges\"";

  private static final String CHANGE_OF_PHASE = "\"type\":\"phase\"";
  private static final int POINTS_OF_USAGE = 240;

  private final BlobStore blobs;
  private final JsonMapper json;

  EvidenceReader(BlobStore blobs, JsonMapper json) {
    this.blobs = blobs;
    this.json = json;
  }

  /** The last item of this kind. */
  public static Optional<EvidenceItem> last(List<EvidenceItem> items, EvidenceKind kind) {
    return items.stream().filter(item -> item.kind() == kind).reduce((_, later) -> later);
  }

  /**
   * Latencies of the last recorded exchanges.
   *
   * @param fromSchedule as in {@link LatencyDistribution#of}
   */
  public Optional<LatencyDistribution> latencies(List<EvidenceItem> items, boolean fromSchedule) {
    return last(items, EvidenceKind.EVENTS)
        .map(this::exchanges)
        .filter(exchanges -> exchanges.rows() > 0)
        .map(exchanges -> LatencyDistribution.of(exchanges, fromSchedule));
  }

  /** From the chunks in the runner's own lines, each checked against its hash. */
  private Exchanges exchanges(EvidenceItem events) {
    return Exchanges.concat(
        lines(events, line -> line.contains(CHUNK_OF_EXCHANGES), EvidenceReader::rows));
  }

  private static Optional<Exchanges> rows(String line) {
    return Wire.readEvent(line).event() instanceof Event.Chunk chunk
        ? Optional.of(Exchanges.decode(Packing.unpack(chunk, LONGEST_CHUNK), chunk.rows()))
        : Optional.empty();
  }

  /** What the SUT used in the last attempt that read its counters; empty where none was read. */
  public Optional<UsageCurve> usage(List<EvidenceItem> items) {
    return last(items, EvidenceKind.RESOURCES)
        .map(item -> UsageCurve.of(lines(item, _ -> true, this::reading), POINTS_OF_USAGE))
        .filter(curve -> !curve.memoryBytes().isEmpty());
  }

  private Optional<UsageCurve.Reading> reading(String line) {
    JsonNode reading = json.readTree(line);
    return Optional.of(
        new UsageCurve.Reading(
            Instant.parse(reading.path("at").asString()),
            counter(reading.path("cpuNanos")),
            counter(reading.path("memoryBytes"))));
  }

  /** A counter that could not be read is written as its reason. */
  private static OptionalLong counter(JsonNode value) {
    return value.isNumber() ? OptionalLong.of(value.asLong()) : OptionalLong.empty();
  }

  /** Phases of the last recorded attempt that began and ended, in the order of time. */
  public List<PhaseSpan> phases(List<EvidenceItem> items) {
    Map<Phase, Instant> begun = new EnumMap<>(Phase.class);
    List<PhaseSpan> spans = new ArrayList<>();
    List<Envelope> changes =
        last(items, EvidenceKind.EVENTS)
            .map(item ->
                lines(
                    item,
                    line -> line.contains(CHANGE_OF_PHASE),
                    line -> Optional.of(Wire.readEvent(line))))
            .orElse(List.of());
    for (Envelope envelope : changes) {
      if (envelope.event() instanceof Event.PhaseChange(Phase phase, Event.Edge edge)) {
        switch (edge) {
          case BEGIN -> begun.put(phase, envelope.wall());
          case END ->
              Optional.ofNullable(begun.remove(phase))
                  .ifPresent(from -> spans.add(new PhaseSpan(phase, from, envelope.wall())));
        }
      }
    }
    return spans;
  }

  private <T> List<T> lines(
      EvidenceItem item, Predicate<String> wanted, Function<String, Optional<T>> read) {
    try (var lines =
        new BufferedReader(
            new InputStreamReader(blobs.open(item.sha256()), StandardCharsets.UTF_8))) {
      return lines.lines().filter(wanted).flatMap(line -> read.apply(line).stream()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the evidence " + item.sha256() + " cannot be read", e);
    }
  }

  /** Text of an item, its first bytes only if there are more. */
  public String text(EvidenceItem item) {
    return new String(bytes(item, LONGEST_JSON), StandardCharsets.UTF_8);
  }

  /**
   * The end of a log: at most this many bytes from there, without characters that could steer a
   * terminal or turn the text around.
   */
  public String logEnd(EvidenceItem item, int atMost) {
    try (InputStream in = blobs.open(item.sha256())) {
      in.skipNBytes(Math.max(0, item.bytes() - atMost));
      return harmless(new String(in.readNBytes(atMost), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("the evidence " + item.sha256() + " cannot be read", e);
    }
  }

  /**
   * Foreign text without control characters except line feed and tab, and without marks that change
   * the direction of writing.
   */
  public static String harmless(String text) {
    return text.replace("\r\n", "\n")
        .replaceAll("[\\p{Cc}\\p{Cf}\\u2028\\u2029&&[^\\n\\t]]", "\ufffd");
  }

  private byte[] bytes(EvidenceItem item, int atMost) {
    try (InputStream in = blobs.open(item.sha256())) {
      return in.readNBytes(atMost);
    } catch (IOException e) {
      throw new UncheckedIOException("the evidence " + item.sha256() + " cannot be read", e);
    }
  }
}

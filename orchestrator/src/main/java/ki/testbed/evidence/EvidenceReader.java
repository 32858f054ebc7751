package ki.testbed.evidence;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import ki.testbed.evidence.plot.LatencyDistribution;
import ki.testbed.protocol.Event;
import ki.testbed.protocol.Exchanges;
import ki.testbed.protocol.Packing;
import ki.testbed.protocol.Wire;
import org.springframework.stereotype.Component;

/**
 * Reads what evidence items hold, for those who show it; the caller's right to it was checked with
 * the item.
 */
@Component
public class EvidenceReader {
  private static final int LONGEST_JSON = 8 << 20;
  private static final int LONGEST_CHUNK = 16 << 20;
  private static final String CHUNK_OF_EXCHANGES = "\"kind\":\"exchanges\"";

  private final BlobStore blobs;

  EvidenceReader(BlobStore blobs) {
    this.blobs = blobs;
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
    try (var lines =
        new BufferedReader(
            new InputStreamReader(blobs.open(events.sha256()), StandardCharsets.UTF_8))) {
      return Exchanges.concat(
          lines
              .lines()
              .filter(line -> line.contains(CHUNK_OF_EXCHANGES))
              .flatMap(line -> rows(line).stream())
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException("the evidence " + events.sha256() + " cannot be read", e);
    }
  }

  private static Optional<Exchanges> rows(String line) {
    return Wire.readEvent(line).event() instanceof Event.Chunk chunk
        ? Optional.of(Exchanges.decode(Packing.unpack(chunk, LONGEST_CHUNK), chunk.rows()))
        : Optional.empty();
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

package ki.testbed.harness;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import ki.testbed.evidence.BlobStore;
import ki.testbed.protocol.Order;
import ki.testbed.protocol.Wire;
import ki.testbed.rules.LatencyLimits;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the runner is told: the order's first line, and the data behind it. */
@Component
public class Orders {
  private static final int LIMITS_PER_EXCHANGE = 10;

  private final HarnessProperties settings;
  private final BlobStore blobs;
  private final JsonMapper json;

  Orders(HarnessProperties settings, BlobStore blobs, JsonMapper json) {
    this.settings = settings;
    this.blobs = blobs;
    this.json = json;
  }

  /** The order of an attempt; equal briefs give equal orders. */
  public Order of(RunBrief brief) {
    boolean scored = scored(brief);
    return new Order(
        Order.VERSION,
        brief.run(),
        brief.attempt(),
        brief.grade(),
        brief.scenario(),
        new Order.Target(
            brief.manifest().protocol(),
            brief.manifest().service().port(),
            brief.manifest().model(),
            brief.manifest().service().maxConcurrency()),
        LatencyLimits.of(brief.criteria()),
        brief.seed(),
        new Order.Caps(settings.stdout().toBytes(), settings.body().toBytes(), settings.inFlight()),
        deadlines(brief),
        brief.cpu(),
        scored ? new Order.Scoring(brief.data().scoredOutput()) : null,
        headers(brief.data(), scored));
  }

  private static boolean scored(RunBrief brief) {
    return brief.scenario().kind().isScored();
  }

  private Order.Deadlines deadlines(RunBrief brief) {
    long exchange = exchangeDeadline(brief).toNanos();
    return new Order.Deadlines(
        brief.manifest().service().startupTimeout().toNanos(),
        exchange,
        settings.warmUp().toNanos(),
        exchange);
  }

  /**
   * How long one exchange may take: ten times the smallest planned limit, or the least deadline if
   * that is longer.
   */
  public Duration exchangeDeadline(RunBrief brief) {
    long smallest =
        LatencyLimits.of(brief.criteria()).stream().mapToLong(Order.Limit::limitNs).min().orElse(0);
    Duration byLimit = Duration.ofNanos(smallest).multipliedBy(LIMITS_PER_EXCHANGE);
    return byLimit.compareTo(settings.exchange()) > 0 ? byLimit : settings.exchange();
  }

  private static List<Order.BlobHeader> headers(RunBrief.Blobs data, boolean scored) {
    var headers = new ArrayList<Order.BlobHeader>();
    headers.add(
        new Order.BlobHeader(
            "samples", Order.BlobKind.SAMPLES, data.samplesBytes(), data.samples()));
    if (scored) {
      headers.add(
          new Order.BlobHeader(
              "expected", Order.BlobKind.EXPECTED, data.expectedBytes(), data.expected()));
    }
    return headers;
  }

  /** Length of the whole order, first line and blobs. */
  public static long bytes(Order order) {
    return line(order).length + order.blobs().stream().mapToLong(Order.BlobHeader::bytes).sum();
  }

  /** The whole order as a stream; the caller closes it. */
  public InputStream open(Order order) throws IOException {
    var parts = new ArrayList<InputStream>();
    parts.add(new ByteArrayInputStream(line(order)));
    for (Order.BlobHeader header : order.blobs()) {
      parts.add(blobs.open(header.sha256()));
    }
    return new SequenceInputStream(Collections.enumeration(parts));
  }

  private static byte[] line(Order order) {
    return (Wire.write(order) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** The order's first line without its seed, as it may be kept. */
  byte[] withoutSeed(Order order) {
    var fields = (ObjectNode) json.readTree(Wire.write(order));
    fields.remove("seed");
    return json.writeValueAsBytes(fields);
  }
}

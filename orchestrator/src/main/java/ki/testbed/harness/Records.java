package ki.testbed.harness;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ki.testbed.evidence.EvidenceKind;
import ki.testbed.protocol.Event;
import ki.testbed.protocol.Exchanges;
import ki.testbed.rules.CanonicalJson;
import ki.testbed.rules.RunResult;
import ki.testbed.sandbox.Part;
import ki.testbed.sandbox.SandboxStatus;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What of a readout is kept as evidence, and in which form. */
@Component
class Records {
  private static final String JSON = "application/json";
  private static final String LINES = "application/x-ndjson";
  private static final String BYTES = "application/octet-stream";
  private static final String TEXT = "text/plain";

  private final JsonMapper json;
  private final Orders orders;
  private final ResourceLines resources;

  Records(JsonMapper json, Orders orders) {
    this.json = json;
    this.orders = orders;
    this.resources = new ResourceLines(json);
  }

  /** The result's file. */
  Kept of(RunResult result) {
    return Kept.of(EvidenceKind.RESULT, JSON, CanonicalJson.bytes(result.toJson()));
  }

  /** Everything else. */
  List<Kept> of(Readout readout) {
    var kept = new ArrayList<Kept>();
    byte[] order = orders.withoutSeed(orders.of(readout.brief()));
    kept.add(Kept.of(EvidenceKind.ORDER, JSON, order));
    readout.transcript().ifPresent(transcript -> kept.addAll(of(transcript)));
    kept.add(Kept.of(EvidenceKind.SANDBOX_PROBE, JSON, probe(readout)));
    kept.add(Kept.of(EvidenceKind.RESOURCES, LINES, resources.of(readout.sut().readings())));
    readout.sutLog().ifPresent(log -> kept.add(Kept.of(EvidenceKind.SUT_LOG, TEXT, log)));
    kept.add(Kept.of(EvidenceKind.PLATFORM_LOG, TEXT, platformLog(readout)));
    return kept;
  }

  private static List<Kept> of(Transcript transcript) {
    var kept = new ArrayList<Kept>();
    kept.add(Kept.of(EvidenceKind.EVENTS, LINES, transcript.events()));
    if (transcript.exchanges().rows() > 0) {
      Exchanges rows = transcript.exchanges();
      kept.add(Kept.encoded(EvidenceKind.EXCHANGES, BYTES, () -> rows.encode(0, rows.rows())));
    }
    transcript
        .scores()
        .ifPresent(rows ->
            kept.add(
                Kept.encoded(EvidenceKind.OUTCOMES, BYTES, () -> rows.encode(0, rows.rows()))));
    return kept;
  }

  private byte[] probe(Readout readout) {
    var probe = new LinkedHashMap<String, Object>();
    Optional<Event.Hello> hello = readout.transcript().flatMap(Transcript::hello);
    hello.ifPresent(one -> {
      probe.put("interfaces", one.netInterfaces());
      probe.put("seal", one.netInterfaces().equals(List.of("lo")) ? "LOOPBACK" : "OPEN");
      probe.put("seenByRunner", one.probe());
      probe.put("runner", Fingerprint.of(one));
    });
    readout
        .engine()
        .ifPresent(engine -> {
          probe.put("tier", engine.tier().name());
          probe.put("engine", engine.details());
        });
    readout.sutProfile().ifPresent(profile -> probe.put("sutProfile", profile));
    probe.put("ends", ends(readout.status()));
    ResultMaker.basis(readout).ifPresent(basis -> probe.put("basis", basis.toJson()));
    return json.writeValueAsBytes(probe);
  }

  private static Map<String, String> ends(Optional<SandboxStatus> status) {
    var ends = new LinkedHashMap<String, String>();
    for (Part part : Part.values()) {
      status
          .flatMap(one -> Ends.of(one, part))
          .ifPresent(exit -> ends.put(part.name(), Ends.account(exit)));
    }
    return ends;
  }

  private static byte[] platformLog(Readout readout) {
    var log = new StringBuilder();
    ends(readout.status())
        .forEach((part, end) -> log.append(part).append(": ").append(end).append('\n'));
    readout.platformLog().ifPresent(bytes -> log.append(new String(bytes, StandardCharsets.UTF_8)));
    return log.toString().getBytes(StandardCharsets.UTF_8);
  }
}

package ki.testbed.harness;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import ki.testbed.protocol.Event;
import ki.testbed.rules.HarnessFacts;
import ki.testbed.rules.Results;
import ki.testbed.rules.RunBasis;
import ki.testbed.rules.RunFacts;
import ki.testbed.rules.RunResult;
import org.springframework.stereotype.Component;

/** From a readout to the result, by the pure function of the rules. */
@Component
class ResultMaker {
  ResultMaker() {}

  /** The result, if there are measured data that keep the protocol. */
  Optional<RunResult> of(Readout readout) {
    return readout
        .transcript()
        .filter(transcript -> transcript.violation().isEmpty() && transcript.measured())
        .map(transcript -> Results.of(facts(readout, transcript)));
  }

  /** What beside the events a result rests on, if there is one. */
  static Optional<RunBasis> basis(Readout readout) {
    return readout
        .transcript()
        .filter(Transcript::measured)
        .map(transcript -> RunBasis.of(facts(readout, transcript)));
  }

  private static RunFacts facts(Readout readout, Transcript transcript) {
    RunBrief brief = readout.brief();
    return new RunFacts(
        brief.run(),
        brief.attempt(),
        brief.scenario(),
        brief.grade(),
        brief.isolation(),
        brief.criteria(),
        transcript.recording(brief.data().n()),
        harness(readout, transcript),
        readout.sut().facts(transcript),
        transcript.conformance().map(Event.Conformance::findings).orElse(List.of()),
        brief.seedCommit());
  }

  private static HarnessFacts harness(Readout readout, Transcript transcript) {
    RunBrief brief = readout.brief();
    Map<String, String> runner = transcript.hello().map(Fingerprint::of).orElse(Map.of());
    return new HarnessFacts(
        brief.disjointCpuSets(),
        transcript.calibrations(),
        transcript.observations(),
        both(brief.environment(), runner),
        readout.engine().map(engine -> both(Fingerprint.of(engine), runner)));
  }

  private static Map<String, String> both(Map<String, String> one, Map<String, String> other) {
    var all = new TreeMap<>(one);
    all.putAll(other);
    return all;
  }
}

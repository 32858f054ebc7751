package ki.testbed.harness;

import java.util.Map;
import java.util.TreeMap;
import ki.testbed.protocol.Event;
import ki.testbed.sandbox.BackendFacts;

/** What measured on what, by name. */
public final class Fingerprint {
  private Fingerprint() {}

  /** What a runner says about itself; it cannot change while its process lives. */
  static Map<String, String> of(Event.Hello hello) {
    var facts = new TreeMap<String, String>();
    hello.jvm().forEach((name, value) -> facts.put("runner.jvm." + name, value));
    facts.put("runner.version", hello.runnerVersion());
    facts.put("runner.digest", hello.runnerDigest().hex());
    facts.put("runner.kernel", hello.kernel());
    facts.put("runner.cpus", Integer.toString(hello.cpus()));
    return facts;
  }

  /** What an engine says about itself and its machine. */
  public static Map<String, String> of(BackendFacts engine) {
    var facts = new TreeMap<String, String>();
    engine.details().forEach((name, value) -> facts.put("node." + name, value));
    facts.put("node.backend", engine.kind());
    facts.put("node.tier", engine.tier().name());
    facts.put("node.cpus", Integer.toString(engine.cpus()));
    facts.put("node.memoryBytes", Long.toString(engine.memoryBytes()));
    return facts;
  }
}

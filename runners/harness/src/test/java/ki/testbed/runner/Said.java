package ki.testbed.runner;

import java.util.ArrayList;
import java.util.List;
import ki.testbed.protocol.Answers;
import ki.testbed.protocol.Envelope;
import ki.testbed.protocol.Event;
import ki.testbed.protocol.Exchanges;
import ki.testbed.protocol.Observations;
import ki.testbed.protocol.Packing;
import ki.testbed.protocol.Scores;
import ki.testbed.protocol.Wire;

/** All a runner said, unpacked as the orchestrator would. */
record Said(List<Envelope> events, int exit) {

  <E extends Event> List<E> all(Class<E> type) {
    return events.stream().map(Envelope::event).filter(type::isInstance).map(type::cast).toList();
  }

  <E extends Event> E the(Class<E> type) {
    List<E> found = all(type);
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " events of " + type + " in " + events);
    }
    return found.getFirst();
  }

  List<String> findings() {
    return the(Event.Conformance.class).findings().stream().map(f -> f.id()).toList();
  }

  private List<Event.Chunk> chunks(String kind) {
    return all(Event.Chunk.class).stream().filter(c -> c.kind().equals(kind)).toList();
  }

  Exchanges exchanges() {
    List<Exchanges> parts = new ArrayList<>();
    chunks("exchanges")
        .forEach(c -> parts.add(Exchanges.decode(Packing.unpack(c, 4 << 20), c.rows())));
    return Exchanges.concat(parts);
  }

  List<Scores> scores() {
    return chunks("outcomes").stream()
        .map(c -> Scores.decode(Packing.unpack(c, 4 << 20), c.rows()))
        .toList();
  }

  List<Answers> answers() {
    return chunks("answers").stream()
        .map(c -> Answers.decode(Packing.unpack(c, 4 << 20), c.rows()))
        .toList();
  }

  Observations observations() {
    return Wire.readObservations(Packing.unpack(chunks("harness").getFirst(), 1 << 20));
  }
}

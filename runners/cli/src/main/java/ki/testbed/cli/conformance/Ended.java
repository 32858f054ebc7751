package ki.testbed.cli.conformance;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ki.testbed.protocol.Envelope;
import ki.testbed.protocol.Event;
import ki.testbed.protocol.Wire;
import ki.testbed.rules.ChunkReader;

/**
 * What a runner did: its exit code, its stdout and its stderr. Reading its lines fails with {@link
 * ki.testbed.protocol.WireFormatException} where it breaks the protocol.
 *
 * @param exit -1 if it had to be ended
 */
record Ended(int exit, byte[] stdout, byte[] stderr) {

  List<String> lines() {
    return text(stdout).lines().toList();
  }

  List<Envelope> events() {
    return lines().stream().map(Wire::readEvent).toList();
  }

  <E extends Event> List<E> all(Class<E> type) {
    return events().stream().map(Envelope::event).filter(type::isInstance).map(type::cast).toList();
  }

  <E extends Event> Optional<E> last(Class<E> type) {
    List<E> found = new ArrayList<>(all(type));
    return found.isEmpty() ? Optional.empty() : Optional.of(found.getLast());
  }

  String reason() {
    return last(Event.Finished.class).map(Event.Finished::reason).orElse("");
  }

  ChunkReader chunks() {
    ChunkReader reader = new ChunkReader();
    all(Event.Chunk.class).forEach(reader::take);
    return reader;
  }

  boolean says(String secret) {
    return text(stdout).contains(secret) || text(stderr).contains(secret);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}

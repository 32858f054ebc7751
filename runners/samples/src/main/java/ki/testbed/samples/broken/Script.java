package ki.testbed.samples.broken;

import java.net.InetSocketAddress;
import java.util.List;
import ki.testbed.samples.oip.Listen;

/**
 * What this container was told to do: {@code <fault> [number] [--listen=host:port]}.
 *
 * @param number requests, mebibytes or milliseconds; see {@link Fault}
 */
record Script(Fault fault, long number, InetSocketAddress listen) {
  static Script parse(String... arguments) {
    var words = List.of(arguments).stream().filter(argument -> !argument.startsWith("--")).toList();
    if (words.isEmpty() || words.size() > 2) {
      throw new IllegalArgumentException("arguments: <fault> [number] [--listen=host:port]");
    }
    var fault = Fault.named(words.getFirst());
    long number = words.size() == 2 ? Long.parseLong(words.getLast()) : fault.usual();
    return new Script(fault, number, Listen.from(arguments));
  }
}

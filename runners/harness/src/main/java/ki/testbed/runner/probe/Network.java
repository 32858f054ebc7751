package ki.testbed.runner.probe;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether anything is in reach: besides addresses that stand for the world, those the engine's
 * machine has, on which somebody listens for as long as this is tried.
 */
final class Network {
  private static final int CONNECT_MS = 300;

  private static final Map<String, String> WORLD =
      new LinkedHashMap<>(
          Map.of(
              "metadata", "169.254.169.254:80",
              "outside", "192.0.2.1:443",
              "resolver", "1.1.1.1:53",
              "ipv6", "[2001:db8::1]:443"));

  private Network() {}

  /**
   * Tries.
   *
   * @param canaries {@code address:port} where the engine's machine listens, TCP and UDP
   */
  static Map<String, String> tried(List<String> canaries) {
    Map<String, String> seen = new LinkedHashMap<>();
    seen.put("interfaces", interfaces());
    seen.put("routes.ipv4", orNone(Lines.of("/proc/net/route").stream().skip(1)));
    seen.put(
        "routes.ipv6",
        orNone(Lines.of("/proc/net/ipv6_route").stream().filter(line -> !line.endsWith(" lo"))));
    seen.put("listeners", orNone(Stream.of("tcp", "tcp6", "udp", "udp6").flatMap(Network::bound)));
    seen.put(
        "listeners.unix",
        orNone(Lines.of("/proc/net/unix").stream().skip(1).filter(Network::listens)));
    seen.put("resolver", orNone(Lines.of("/etc/resolv.conf").stream().filter(Network::says)));
    seen.put("resolves", resolves("testbed.example.org"));
    WORLD.forEach((name, address) -> seen.put("reach." + name, reach(address)));
    seen.put("reach.canaries", orNone(canaries.stream().filter(c -> reached(c))));
    seen.put("canaries", canaries.isEmpty() ? "none" : "tried");
    return seen;
  }

  private static String interfaces() {
    try {
      return NetworkInterface.networkInterfaces()
          .map(NetworkInterface::getName)
          .sorted()
          .collect(Collectors.joining(" "));
    } catch (SocketException e) {
      return "unreadable";
    }
  }

  /** State 0A is LISTEN, 07 an unconnected datagram socket (include/net/tcp_states.h). */
  private static Stream<String> bound(String table) {
    return Lines.of("/proc/net/" + table).stream()
        .skip(1)
        .map(line -> line.strip().split("\\s+"))
        .filter(fields -> fields.length > 3 && (fields[3].equals("0A") || fields[3].equals("07")))
        .map(fields -> table + " " + fields[1]);
  }

  /** Flag 00010000 marks a socket that accepts (include/uapi/linux/net.h). */
  private static boolean listens(String line) {
    String[] fields = line.strip().split("\\s+");
    return fields.length > 3 && fields[3].equals("00010000");
  }

  private static boolean says(String line) {
    return !line.isBlank() && !line.startsWith("#");
  }

  private static String resolves(String name) {
    try {
      return InetAddress.getByName(name).toString();
    } catch (UnknownHostException _) {
      return "no";
    }
  }

  private static boolean reached(String address) {
    return !reach(address).equals("no");
  }

  /** A datagram that leaves is heard on the other side, if there is one; here it looks sent. */
  private static String reach(String address) {
    InetSocketAddress target = parsed(address);
    send(target);
    try (Socket socket = new Socket()) {
      socket.connect(target, CONNECT_MS);
      return "REACHED";
    } catch (IOException | UnsupportedAddressTypeException _) {
      return "no";
    }
  }

  private static void send(InetSocketAddress target) {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.send(new DatagramPacket(new byte[] {0}, 1, target));
    } catch (IOException | UnsupportedAddressTypeException _) {
      // the better outcome; what arrives is counted where it arrives
    }
  }

  private static InetSocketAddress parsed(String address) {
    int colon = address.lastIndexOf(':');
    String host = address.substring(0, colon).replaceAll("[\\[\\]]", "");
    try {
      return new InetSocketAddress(
          InetAddress.getByName(host), Integer.parseInt(address.substring(colon + 1)));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("not an address: " + host, e);
    }
  }

  private static String orNone(Stream<String> lines) {
    String text = lines.map(String::strip).collect(Collectors.joining("; "));
    return text.isEmpty() ? "none" : text.replaceAll("\\s+", " ");
  }
}

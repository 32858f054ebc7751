package ki.testbed.sandbox.docker;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Listens on every address of this machine for as long as a probe runs, to hear whether anything
 * gets out of a sandbox. Whoever connects is cut off at once; nothing is read or said.
 */
final class Canary implements AutoCloseable {
  private static final int PATIENCE_MS = 1000;
  private static final int LOOKS = 50;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  private final ServerSocket tcp;
  private final DatagramSocket udp;
  private final List<String> addresses;
  private final AtomicInteger heard = new AtomicInteger();
  private volatile int ours;

  private Canary(ServerSocket tcp, DatagramSocket udp, List<String> addresses) {
    this.tcp = tcp;
    this.udp = udp;
    this.addresses = addresses;
  }

  /** Listens on one port, TCP and UDP alike. */
  static Canary listen() throws IOException {
    ServerSocket tcp = new ServerSocket(0);
    DatagramSocket udp = sameUdp(tcp);
    int port = tcp.getLocalPort();
    List<String> addresses =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .map(address -> written(address) + ":" + port)
            .toList();
    var canary = new Canary(tcp, udp, addresses);
    Thread.ofVirtual().name("canary-tcp").start(canary::accept);
    Thread.ofVirtual().name("canary-udp").start(canary::receive);
    return canary;
  }

  private static DatagramSocket sameUdp(ServerSocket tcp) throws IOException {
    try {
      return new DatagramSocket(tcp.getLocalPort());
    } catch (IOException e) {
      tcp.close();
      throw e;
    }
  }

  private static String written(InetAddress address) {
    String plain = address.getHostAddress().replaceFirst("%.*", "");
    return address instanceof Inet6Address ? "[" + plain + "]" : plain;
  }

  /** {@code address:port} of each. */
  List<String> addresses() {
    return addresses;
  }

  private void accept() {
    try {
      while (true) {
        tcp.accept().close();
        heard.incrementAndGet();
      }
    } catch (IOException _) {
      // closed
    }
  }

  private void receive() {
    try {
      while (true) {
        udp.receive(new DatagramPacket(new byte[1], 1));
        heard.incrementAndGet();
      }
    } catch (IOException _) {
      // closed
    }
  }

  /** Whether it hears at all, tried from this side. */
  boolean hears() {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), tcp.getLocalPort()), PATIENCE_MS);
      for (int look = 0; look < LOOKS && heard.get() == 0; look++) {
        Processes.pause(BETWEEN_LOOKS);
      }
      ours = heard.get();
      return ours > 0;
    } catch (IOException _) {
      return false;
    }
  }

  /** How often somebody else was heard. */
  int heard() {
    return heard.get() - ours;
  }

  @Override
  public void close() throws IOException {
    tcp.close();
    udp.close();
  }
}

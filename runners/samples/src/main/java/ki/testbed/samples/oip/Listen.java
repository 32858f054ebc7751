package ki.testbed.samples.oip;

import java.net.InetSocketAddress;

/** Where a sample listens: every address of its container, unless it is told otherwise. */
public final class Listen {
  private static final int PORT = 8080;

  private Listen() {}

  /**
   * {@code --listen=host:port} among the arguments, or port 8080 on every address; port 0 lets the
   * system choose.
   */
  public static InetSocketAddress from(String... arguments) {
    for (var argument : arguments) {
      if (argument.startsWith("--listen=")) {
        return address(argument.substring("--listen=".length()));
      }
    }
    return new InetSocketAddress(PORT);
  }

  private static InetSocketAddress address(String hostAndPort) {
    int colon = hostAndPort.lastIndexOf(':');
    return new InetSocketAddress(
        hostAndPort.substring(0, colon), Integer.parseInt(hostAndPort.substring(colon + 1)));
  }
}

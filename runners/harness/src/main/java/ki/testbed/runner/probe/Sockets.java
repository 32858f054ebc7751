package ki.testbed.runner.probe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which families of sockets can be made: socket(2), bits/socket.h. */
final class Sockets {
  private static final int SOCKET = 41;
  private static final int CLOSE = 3;
  private static final int STREAM = 1;
  private static final int DATAGRAM = 2;
  private static final int RAW = 3;

  private record Kind(String name, int family, int type, int protocol) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind("unix", 1, STREAM, 0),
          new Kind("inet", 2, STREAM, 0),
          new Kind("inet6", 10, STREAM, 0),
          new Kind("inet.raw", 2, RAW, 255),
          new Kind("inet.ping", 2, DATAGRAM, 1),
          new Kind("netlink.route", 16, RAW, 0),
          new Kind("netlink.uevent", 16, RAW, 15),
          new Kind("netlink.audit", 16, RAW, 9),
          new Kind("packet", 17, RAW, 0),
          new Kind("key", 15, RAW, 2),
          new Kind("bluetooth", 31, RAW, 1),
          new Kind("alg", 38, 5, 0),
          new Kind("vsock", 40, STREAM, 0),
          new Kind("xdp", 44, RAW, 0));

  private Sockets() {}

  static Map<String, String> tried(SystemCalls calls) {
    Map<String, String> seen = new LinkedHashMap<>();
    for (Kind kind : KINDS) {
      long made = calls.call(SOCKET, kind.family(), kind.type(), kind.protocol());
      if (made >= 0) {
        calls.call(CLOSE, made);
      }
      seen.put("socket." + kind.name(), SystemCalls.words(made));
    }
    return seen;
  }
}

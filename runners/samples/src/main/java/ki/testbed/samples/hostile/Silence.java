package ki.testbed.samples.hostile;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** Accepts every connection and never says a word. */
final class Silence {
  private static final int PORT = 8080;

  private Silence() {}

  static void listen() {
    List<Socket> held = new ArrayList<>();
    try (var server = new ServerSocket(PORT)) {
      while (true) {
        held.add(server.accept());
      }
    } catch (IOException e) {
      System.out.println(e + " after " + held.size());
    }
  }
}

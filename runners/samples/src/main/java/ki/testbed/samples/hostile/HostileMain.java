package ki.testbed.samples.hostile;

import java.io.IOException;
import ki.testbed.samples.oip.Listen;
import ki.testbed.samples.oip.OipServer;

/**
 * Entry point of the container {@code hostile}: its first argument is the {@link Act}, or {@code
 * http} and then the {@link Misbehaviour} and the number of good answers before it.
 */
public final class HostileMain {
  private HostileMain() {}

  public static void main(String... arguments) throws IOException {
    if (arguments[0].equals("http")) {
      RawServer.serve(
          Listen.from(arguments), Misbehaviour.named(arguments[1]), Integer.parseInt(arguments[2]));
    } else {
      act(Act.named(arguments[0]), arguments);
    }
  }

  private static void act(Act act, String... arguments) throws IOException {
    System.out.println("hostile on purpose: " + act.word());
    switch (act.when()) {
      case FIRST, ONCE -> act.commit();
      case BESIDE -> Thread.ofPlatform().daemon().start(act::commit);
      case LISTENING, EACH, LATER, NEVER -> {}
    }
    OipServer.start(Listen.from(arguments), new ParityModel(act));
    System.out.println("listening");
    if (act.when() == Act.When.LISTENING) {
      act.commit();
    }
  }
}

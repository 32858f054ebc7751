package ki.testbed;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;

class LoopbackOnlyTests {
  @Test
  void everyAddressBeyondThisMachineNeedsAWord() throws UnknownHostException {
    InetAddress any = InetAddress.getByName("0.0.0.0");

    assertThatThrownBy(() -> check(any, false)).hasMessageContaining("testbed.allow-remote");
    assertThatThrownBy(() -> check(null, false)).hasMessageContaining("testbed.allow-remote");
    assertThatThrownBy(() -> check(InetAddress.getByName("192.0.2.1"), false))
        .isInstanceOf(IllegalStateException.class);
    check(any, true);
    check(InetAddress.getByName("127.0.0.1"), false);
    check(InetAddress.getByName("::1"), false);
  }

  private static void check(@Nullable InetAddress address, boolean allowed) {
    var server = new ServerProperties();
    server.setAddress(address);
    new LoopbackOnly(server, new TestbedProperties(Path.of("x"), allowed)).afterPropertiesSet();
  }
}

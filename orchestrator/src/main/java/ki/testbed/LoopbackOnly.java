package ki.testbed;

import java.net.InetAddress;
import java.util.Optional;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.stereotype.Component;

/**
 * Local accounts are made for one machine: whoever opens the service to a network has to say so.
 */
@Component
final class LoopbackOnly implements InitializingBean {
  private final Optional<InetAddress> address;
  private final boolean allowRemote;

  LoopbackOnly(ServerProperties server, TestbedProperties testbed) {
    this.address = Optional.ofNullable(server.getAddress());
    this.allowRemote = testbed.allowRemote();
  }

  @Override
  public void afterPropertiesSet() {
    if (!allowRemote && address.filter(InetAddress::isLoopbackAddress).isEmpty()) {
      throw new IllegalStateException(
          "The service would listen beyond this machine. Set server.address to 127.0.0.1, or testbed.allow-remote to true.");
    }
  }
}

package ki.testbed;

import java.time.InstantSource;
import ki.testbed.evaluation.Installation;
import ki.testbed.sandbox.SandboxBackend;
import ki.testbed.sandbox.docker.DockerBackend;
import ki.testbed.sandbox.docker.DockerSettings;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Chooses the engine by {@code testbed.sandbox.backend}: {@code docker} is made here; with {@code
 * fake} whoever starts the service brings a backend of its own. It stands here because no module
 * may know an adapter.
 */
@Configuration(proxyBeanMethods = false)
class BackendWiring {

  /** The engine need not be there yet. */
  @Bean
  @ConditionalOnProperty(
      name = "testbed.sandbox.backend",
      havingValue = "docker",
      matchIfMissing = true)
  SandboxBackend docker(DockerProperties settings, Installation installation, InstantSource clock) {
    return DockerBackend.open(new DockerSettings(settings.host(), installation.id()), clock);
  }
}

package ki.testbed;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the Docker Engine listens.
 *
 * @param host {@code unix:///path} or {@code tcp://host:port}
 */
@ConfigurationProperties("testbed.sandbox.docker")
record DockerProperties(@DefaultValue("unix:///var/run/docker.sock") URI host) {}

package ki.testbed;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where this installation keeps its state.
 *
 * @param home folder of mode 700 for everything that lives longer than the process
 * @param allowRemote whether the service may listen beyond loopback
 */
@ConfigurationProperties("testbed")
record TestbedProperties(
    @DefaultValue(".testbed") Path home, @DefaultValue("false") boolean allowRemote) {}

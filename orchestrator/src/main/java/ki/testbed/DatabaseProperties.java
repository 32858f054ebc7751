package ki.testbed;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The embedded database server; all this has no effect where {@code spring.datasource.url} is set.
 *
 * @param port on loopback; 0 takes a free one and keeps to it
 * @param startLimit how long the server may take to answer, recovery after a crash included
 * @param stopLimit how long a server that outlived its process may take to end
 */
@ConfigurationProperties("testbed.database")
record DatabaseProperties(
    @DefaultValue("0") int port,
    @DefaultValue("60s") Duration startLimit,
    @DefaultValue("30s") Duration stopLimit) {}

package ki.testbed.queue;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Lease and claims.
 *
 * @param lease how long the leader's lease is valid after a renewal
 * @param grace between SIGTERM and SIGKILL at the hard end
 * @param pad for removal and clean-up after the hard end of a run
 */
@ConfigurationProperties("testbed.queue")
public record QueueProperties(
    @DefaultValue("8s") Duration lease,
    @DefaultValue("30s") Duration grace,
    @DefaultValue("60s") Duration pad) {}

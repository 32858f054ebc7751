package ki.testbed.evaluation;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When a node proves again that it keeps the profile.
 *
 * @param every after the last proof
 * @param retry after one that failed
 */
@ConfigurationProperties("testbed.preflight")
public record PreflightProperties(
    @DefaultValue("1h") Duration every, @DefaultValue("60s") Duration retry) {}

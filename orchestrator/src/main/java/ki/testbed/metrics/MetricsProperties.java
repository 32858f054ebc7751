package ki.testbed.metrics;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long and for how many runs there are series of their own.
 *
 * @param runs most runs at one time
 * @param keep how long after its end a run has series
 */
@ConfigurationProperties("testbed.metrics")
record MetricsProperties(@DefaultValue("50") int runs, @DefaultValue("15m") Duration keep) {
  MetricsProperties {
    if (runs < 1 || keep.isNegative()) {
      throw new IllegalArgumentException("testbed.metrics: at least one run, no negative time");
    }
  }
}

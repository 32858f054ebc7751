package ki.testbed.notification;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long is remembered what happened.
 *
 * @param keep age from which live events are forgotten
 */
@ConfigurationProperties("testbed.notification")
record NotificationProperties(@DefaultValue("24h") Duration keep) {}

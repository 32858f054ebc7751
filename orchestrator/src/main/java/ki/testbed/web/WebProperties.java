package ki.testbed.web;

import java.time.Duration;
import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Sessions of people, and how pages write time.
 *
 * @param idle a session ends after this long without a request
 * @param longest a session ends after this long in any case
 * @param sessionsPerPerson that may live at a time; the oldest ends
 * @param zone in which pages write times
 */
@ConfigurationProperties("testbed.web")
record WebProperties(
    @DefaultValue("30m") Duration idle,
    @DefaultValue("12h") Duration longest,
    @DefaultValue("5") int sessionsPerPerson,
    @DefaultValue("Europe/Berlin") ZoneId zone) {}

package ki.testbed.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class AccessSettingsTests {
  @Test
  void defaults() {
    assertThat(bind(Map.of()))
        .isEqualTo(
            new AccessProperties(
                Path.of(".testbed/secrets"),
                AccessProperties.Bootstrap.NONE,
                null,
                Duration.ofDays(90),
                10,
                10,
                Duration.ofMinutes(15),
                5));
  }

  @Test
  void keys() {
    assertThat(
            bind(
                Map.of(
                    "testbed.access.secrets", "/s",
                    "testbed.access.bootstrap", "demo",
                    "testbed.access.bootstrap-file", "/f",
                    "testbed.access.token-lifetime", "7d",
                    "testbed.access.tokens-per-person", "3",
                    "testbed.access.tokens-per-hour", "4",
                    "testbed.access.link-lifetime", "1m",
                    "testbed.access.logins-per-minute", "2")))
        .isEqualTo(
            new AccessProperties(
                Path.of("/s"),
                AccessProperties.Bootstrap.DEMO,
                Path.of("/f"),
                Duration.ofDays(7),
                3,
                4,
                Duration.ofMinutes(1),
                2));
  }

  private static AccessProperties bind(Map<String, String> settings) {
    return new Binder(new MapConfigurationPropertySource(settings))
        .bindOrCreate("testbed.access", AccessProperties.class);
  }
}

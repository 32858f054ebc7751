package ki.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Defaults and keys of the settings of this package. */
class SettingsTests {
  @Test
  void defaults() {
    assertThat(bind("testbed", TestbedProperties.class, Map.of()).home()).hasToString(".testbed");
    assertThat(bind("testbed.database", DatabaseProperties.class, Map.of()))
        .isEqualTo(
            new DatabaseProperties(
                0, java.time.Duration.ofSeconds(60), java.time.Duration.ofSeconds(30)));
  }

  @Test
  void keys() {
    assertThat(bind("testbed", TestbedProperties.class, Map.of("testbed.home", "/x")).home())
        .hasToString("/x");
    assertThat(
            bind(
                "testbed.database",
                DatabaseProperties.class,
                Map.of(
                    "testbed.database.port",
                    "5433",
                    "testbed.database.start-limit",
                    "1m",
                    "testbed.database.stop-limit",
                    "2s")))
        .isEqualTo(
            new DatabaseProperties(
                5433, java.time.Duration.ofMinutes(1), java.time.Duration.ofSeconds(2)));
  }

  private static <T> T bind(String prefix, Class<T> type, Map<String, String> settings) {
    return new Binder(new MapConfigurationPropertySource(settings)).bindOrCreate(prefix, type);
  }
}

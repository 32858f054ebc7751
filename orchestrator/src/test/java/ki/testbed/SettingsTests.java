package ki.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Defaults and keys of the settings of this package. */
class SettingsTests {
  @Test
  void defaults() {
    assertThat(bind("testbed", TestbedProperties.class, Map.of()))
        .isEqualTo(new TestbedProperties(Path.of(".testbed"), false));
    assertThat(bind("testbed.database", DatabaseProperties.class, Map.of()))
        .isEqualTo(new DatabaseProperties(0, Duration.ofSeconds(60), Duration.ofSeconds(30)));
  }

  @Test
  void keys() {
    assertThat(
            bind(
                "testbed",
                TestbedProperties.class,
                Map.of("testbed.home", "/x", "testbed.allow-remote", "true")))
        .isEqualTo(new TestbedProperties(Path.of("/x"), true));
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
        .isEqualTo(new DatabaseProperties(5433, Duration.ofMinutes(1), Duration.ofSeconds(2)));
  }

  private static <T> T bind(String prefix, Class<T> type, Map<String, String> settings) {
    return new Binder(new MapConfigurationPropertySource(settings)).bindOrCreate(prefix, type);
  }
}

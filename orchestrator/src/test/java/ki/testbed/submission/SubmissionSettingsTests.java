package ki.testbed.submission;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class SubmissionSettingsTests {
  @Test
  void defaults() {
    assertThat(bind(Map.of()))
        .isEqualTo(
            new SubmissionProperties(
                new SubmissionProperties.Uploads(
                    DataSize.ofGigabytes(20),
                    DataSize.ofGigabytes(200),
                    DataSize.ofGigabytes(20),
                    DataSize.ofMegabytes(1),
                    DataSize.ofMegabytes(64),
                    2,
                    DataSize.ofKilobytes(50),
                    Duration.ofSeconds(30),
                    Duration.ofHours(24),
                    20),
                new SubmissionProperties.Checks(
                    1, Duration.ofMinutes(10), Duration.ofMinutes(15), Duration.ofSeconds(30)),
                30,
                List.of(),
                Path.of(".testbed/secrets")));
  }

  @Test
  void keys() {
    var settings =
        Map.ofEntries(
            Map.entry("testbed.submission.uploads.largest", "1GB"),
            Map.entry("testbed.submission.uploads.storage", "2GB"),
            Map.entry("testbed.submission.uploads.reserve", "3GB"),
            Map.entry("testbed.submission.uploads.smallest-chunk", "1B"),
            Map.entry("testbed.submission.uploads.largest-chunk", "2B"),
            Map.entry("testbed.submission.uploads.open", "4"),
            Map.entry("testbed.submission.uploads.slowest", "5B"),
            Map.entry("testbed.submission.uploads.window", "6s"),
            Map.entry("testbed.submission.uploads.idle", "7h"),
            Map.entry("testbed.submission.uploads.hourly", "8"),
            Map.entry("testbed.submission.hourly", "9"),
            Map.entry("testbed.submission.secrets", "/s"),
            Map.entry("testbed.submission.registries[0].host", "registry.example:5000"),
            Map.entry("testbed.submission.registries[0].inside", "true"),
            Map.entry("testbed.submission.registries[0].plain", "true"),
            Map.entry("testbed.submission.checks.at-once", "8"),
            Map.entry("testbed.submission.checks.limit", "9m"),
            Map.entry("testbed.submission.checks.maximum-age", "10m"),
            Map.entry("testbed.submission.checks.lease", "11s"));

    assertThat(bind(settings))
        .isEqualTo(
            new SubmissionProperties(
                new SubmissionProperties.Uploads(
                    DataSize.ofGigabytes(1),
                    DataSize.ofGigabytes(2),
                    DataSize.ofGigabytes(3),
                    DataSize.ofBytes(1),
                    DataSize.ofBytes(2),
                    4,
                    DataSize.ofBytes(5),
                    Duration.ofSeconds(6),
                    Duration.ofHours(7),
                    8),
                new SubmissionProperties.Checks(
                    8, Duration.ofMinutes(9), Duration.ofMinutes(10), Duration.ofSeconds(11)),
                9,
                List.of(new SubmissionProperties.Registry("registry.example:5000", true, true)),
                Path.of("/s")));
  }

  private static SubmissionProperties bind(Map<String, String> settings) {
    return new Binder(new MapConfigurationPropertySource(settings))
        .bindOrCreate("testbed.submission", SubmissionProperties.class);
  }
}

package ki.testbed.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Dashboards and rules speak of series that the service really has, and Prometheus understands the
 * rules.
 */
class DashboardTests {
  private static final Path FOLDER = Path.of("../dashboards");
  private static final Pattern SERIES = Pattern.compile("testbed_[a-z0-9_]+");

  @Test
  void everySeriesOnADashboardOrInARuleIsOneOfOurs() throws IOException {
    assertThat(used()).isNotEmpty();
    assertThat(ours()).containsAll(used());
  }

  @Test
  void everySeriesOfARunIsOnTheRunsDashboard() throws IOException {
    Set<String> ofRuns = new TreeSet<>(ours());
    ofRuns.removeIf(name -> !name.startsWith("testbed_run_") && !name.startsWith("testbed_live_"));
    // No panels of their own: CPU seconds stand beside the run's resources, arrivals beside the
    // exchanges.
    ofRuns.removeAll(Set.of(MeterNames.RUN_CPU, MeterNames.LIVE_ARRIVALS));
    assertThat(used()).containsAll(ofRuns);
  }

  @Test
  void everySeriesIsUsedOrIsLeftOutForAReason() throws IOException {
    Set<String> unused = new TreeSet<>(ours());
    unused.removeAll(used());
    assertThat(unused)
        .containsExactlyInAnyOrder(
            MeterNames.RUN_CPU, // one number without a course; it stands on the run's page
            MeterNames.LIVE_ARRIVALS, // the panel of exchanges shows the same while nothing is late
            MeterNames.SSE_CONNECTIONS); // for the dashboard of the service, which is to come
  }

  @Test
  @Tag("dashboards")
  void prometheusUnderstandsRulesAndTheirTests() throws IOException, InterruptedException {
    promtool("check", "rules", "recording.yml", "alerts.yml");
    promtool("test", "rules", "recording_test.yml", "alerts_test.yml");
    promtool("check", "config", "prometheus.yml");
  }

  private static void promtool(String... arguments) throws IOException, InterruptedException {
    String[] command =
        Stream.concat(Stream.of("promtool"), Arrays.stream(arguments)).toArray(String[]::new);
    Process tool =
        new ProcessBuilder(command)
            .directory(FOLDER.resolve("prometheus").toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(tool.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(tool.exitValue()).as(said).isZero();
  }

  private static Set<String> ours() {
    Set<String> names = new TreeSet<>();
    Arrays.stream(MeterNames.class.getDeclaredFields())
        .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == String.class)
        .forEach(field -> {
          try {
            names.add((String) field.get(null));
          } catch (IllegalAccessException e) {
            throw new AssertionError(e);
          }
        });
    return names;
  }

  private static Set<String> used() throws IOException {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.walk(FOLDER)) {
      for (Path file :
          files
              .filter(Files::isRegularFile)
              .filter(f -> !f.toString().contains("provisioning"))
              .toList()) {
        SERIES
            .matcher(Files.readString(file))
            .results()
            .forEach(found -> names.add(found.group().replaceFirst("_bucket$", "")));
      }
    }
    return names;
  }
}

package ki.testbed.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import ki.testbed.protocol.Finding;
import ki.testbed.protocol.Severity;
import ki.testbed.protocol.SutProtocol;
import ki.testbed.protocol.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestRulesTests {
  private static final String THREE_LINES =
      "apiVersion: testbed/v1\nname: acme-triage\nprotocol: oip-v2\n";

  @Test
  void threeLinesAreEnough() {
    Manifest manifest = accepted(THREE_LINES);
    assertThat(manifest.name()).isEqualTo("acme-triage");
    assertThat(manifest.protocol()).isEqualTo(SutProtocol.OIP_V2);
    assertThat(manifest.version()).isEmpty();
    assertThat(manifest.title()).isEqualTo(new Text("acme-triage", "acme-triage"));
    assertThat(manifest.model()).isEqualTo("acme-triage");
    assertThat(manifest.service().port()).isEqualTo(8080);
    assertThat(manifest.service().startupTimeout()).isEqualTo(Duration.ofSeconds(120));
    assertThat(manifest.service().shutdownGrace()).isEqualTo(Duration.ofSeconds(10));
    assertThat(manifest.service().maxConcurrency()).isEqualTo(8);
    assertThat(manifest.resources())
        .isEqualTo(
            new Manifest.Resources(
                BigDecimal.ONE,
                1L << 30,
                256,
                64L << 20,
                64L << 20,
                new Manifest.Gpu(0, 0, List.of())));
    assertThat(manifest.tryOut()).isFalse();
  }

  @Test
  void everyFieldIsRead() {
    Manifest manifest =
        accepted(
            THREE_LINES
                + """
                version: 1.10
                title: {de: Triage, en: Triage service}
                description: |
                  Two
                  lines.
                model: triage
                service:
                  port: 9000
                  startupTimeout: 2m
                  shutdownGrace: 1500ms
                  maxConcurrency: 1024
                  command: [/app/run]
                  args: [--threads, 4]
                  env: {THREADS: 4, DEBUG: true, LEVEL: info}
                io:
                  inputs: [{name: text, datatype: BYTES, shape: [-1]}]
                  outputs: [{name: label, datatype: BYTES, shape: [1, 1]}]
                resources: {cpu: 0.5, memory: 512Mi, pids: 16, shm: 1Mi, scratch: 256Mi, gpu: {count: 1, minMemory: 8Gi, models: [a]}}
                weights: [{name: main, digest: "sha256:%s", mount: /models/main}]
                intended: {task: t, inputDomain: d, limits: l}
                training: {dataSets: [udhr]}
                licence: Apache-2.0
                showroom: {tryOut: true}
                """
                    .formatted("a".repeat(64)));
    assertThat(manifest.version()).contains("1.10");
    assertThat(manifest.description()).isEqualTo("Two\nlines.\n");
    assertThat(manifest.service().args()).containsExactly("--threads", "4");
    assertThat(manifest.service().env())
        .containsEntry("THREADS", "4")
        .containsEntry("DEBUG", "true");
    assertThat(manifest.service().shutdownGrace()).isEqualTo(Duration.ofMillis(1500));
    assertThat(manifest.resources().cpu()).isEqualByComparingTo("0.5");
    assertThat(manifest.resources().gpu().minMemory()).isEqualTo(8L << 30);
    assertThat(manifest.io().outputs().getFirst().shape()).containsExactly(1L, 1L);
    assertThat(manifest.weights().getFirst().digest().hex()).isEqualTo("a".repeat(64));
    assertThat(manifest.licence()).contains("Apache-2.0");
    assertThat(readBack(manifest)).isEqualTo(manifest);
  }

  @Test
  void theEffectiveManifestIsAManifestAndItsHashIgnoresHowItWasWritten() {
    Manifest plain = accepted(THREE_LINES);
    Manifest spelledOut =
        accepted(
            "protocol: 'oip-v2'\nname: acme-triage\napiVersion: testbed/v1\nresources: {memory: 1024Mi, cpu: \"1.0\"}\n"
                + "service: {startupTimeout: 2m}\n");
    assertThat(spelledOut.hash()).isEqualTo(plain.hash());
    assertThat(readBack(plain)).isEqualTo(plain);
    assertThat(plain.withVersion("3").hash()).isNotEqualTo(plain.hash());
    assertThat(accepted(THREE_LINES + "service: {port: 8081}\n").hash()).isNotEqualTo(plain.hash());
  }

  @Test
  void theOnlyExposedPortIsTheDefault() {
    assertThat(
            ManifestRules.check(THREE_LINES, limits(), OptionalInt.of(9001))
                .value()
                .orElseThrow()
                .service()
                .port())
        .isEqualTo(9001);
    assertThat(ManifestRules.check(THREE_LINES, limits(), OptionalInt.of(80)).findings())
        .extracting(Finding::id)
        .containsExactly("M004");
    assertThat(
            ManifestRules.check(
                    THREE_LINES + "service: {port: 8080}\n", limits(), OptionalInt.of(80))
                .accepted())
        .isTrue();
  }

  /** The sentences of product.md. */
  @Test
  void findingsSayWhatIsWrongInBothLanguages() {
    assertThat(
            english(
                "apiVersion: testbed/v1\nprotocol: oip-v2\nresource: {}\nservice: {port: 80}\nresources: {memory: 300Gi}\nprofile: batch\n"))
        .containsExactlyInAnyOrder(
            "Unknown field `resource`. Did you mean `resources`?",
            "`name` is missing.",
            "`service.port` must be 1024 to 65535, got `80`.",
            "`resources.memory` is 300Gi; this testbed allows at most 256Gi.",
            "`profile: batch` is not supported: latency needs a server.");
    assertThat(refused("apiVersion: testbed/v1\nprotocol: oip-v2\n").getFirst().nextStep().en())
        .isEqualTo("Add `name: my-service`.");
    assertThat(refused(THREE_LINES + "resource: {}\n").getFirst().message().de())
        .isEqualTo("Unbekanntes Feld `resource`. Meinten Sie `resources`?");
  }

  @Test
  void devicesNobodyHasAreNamed() {
    String asks = THREE_LINES + "resources: {gpu: {count: 1, minMemory: 80Gi}}\n";
    assertThat(ManifestRules.check(asks, withDeviceMemory(48L << 30)).findings())
        .extracting(finding -> finding.id() + " " + finding.message().en())
        .containsExactly("M006 No node offers 80Gi per device; the largest has 48Gi.");
    assertThat(ManifestRules.check(asks, withDeviceMemory(0)).findings())
        .extracting(finding -> finding.message().en())
        .containsExactly("No node offers devices.");
  }

  @ParameterizedTest
  @CsvSource({
    "API_KEY,x,true",
    "GITHUB_TOKEN,x,true",
    "DB_PASSWORD,x,true",
    "PLAIN,AKIAIOSFODNN7EXAMPLE,true",
    "MAX_TOKENS,512,false",
    "TOKENIZER,fast,false",
    "KEYBOARD,de,false",
    "MONKEY,1,false"
  })
  void secretsInTheEnvironmentAreAWarning(String name, String value, boolean secret) {
    var checked =
        ManifestRules.check(
            THREE_LINES + "service: {env: {" + name + ": " + value + "}}\n", limits());
    assertThat(checked.accepted()).isTrue();
    assertThat(checked.findings())
        .hasSize(secret ? 1 : 0)
        .allMatch(f -> f.id().equals("M007") && f.severity() == Severity.WARNING);
    assertThat(checked.findings())
        .noneMatch(finding -> finding.message().en().contains(value) && value.length() > 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name: Acme|/name",
        "name: a|/name",
        "protocol: grpc|/protocol",
        "apiVersion: testbed/v2|/apiVersion",
        "version: 'a b'|/version",
        "title: {de: \"a\\u202eb\"}|/title/de",
        "title: x|/title",
        "model: \"a\\tb\"|/model",
        "service: {port: '8080'}|/service/port",
        "service: {port: 65536}|/service/port",
        "service: {startupTimeout: 4s}|/service/startupTimeout",
        "service: {startupTimeout: 16m}|/service/startupTimeout",
        "service: {startupTimeout: 60}|/service/startupTimeout",
        "service: {maxConcurrency: 0}|/service/maxConcurrency",
        "service: {env: {TESTBED_X: 1}}|/service/env/TESTBED_X",
        "service: {env: {lower: 1}}|/service/env/lower",
        "service: {args: x}|/service/args",
        "service: {args: [[x]]}|/service/args/0",
        "io: {inputs: [{name: a, datatype: FP16, shape: [1]}]}|/io/inputs/0/datatype",
        "io: {inputs: [{name: a, datatype: FP32, shape: [0]}]}|/io/inputs/0/shape/0",
        "resources: {cpu: 0.05}|/resources/cpu",
        "resources: {cpu: 1e1}|/resources/cpu",
        "resources: {memory: 64Mi}|/resources/memory",
        "resources: {memory: 1G}|/resources/memory",
        "resources: {shm: 513Mi}|/resources/shm",
        "weights: [{name: main, digest: 'sha256:1', mount: /models/a}]|/weights/0/digest",
        "weights: [{name: main, digest: x, mount: /etc}]|/weights/0/mount",
        "weights: [{name: main, digest: x, mount: /models/../etc}]|/weights/0/mount",
        "showroom: {tryOut: 'yes'}|/showroom/tryOut",
        "licence: 'a;b'|/licence"
      })
  void aValueThatIsNotAllowedIsM004(String line, String pointer) {
    String field = line.substring(0, line.indexOf(':'));
    String rest =
        THREE_LINES
            .lines()
            .filter(one -> !one.startsWith(field + ":"))
            .reduce("", (a, b) -> a + b + "\n");
    assertThat(refused(rest + line + "\n"))
        .filteredOn(finding -> finding.pointer().equals(pointer))
        .extracting(Finding::id)
        .containsExactly("M004");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cpu: 33|cpu",
        "memory: 257Gi|memory",
        "pids: 5000|pids",
        "gpu: {count: 9}|gpu/count"
      })
  void moreThanThereIsIsM005(String line, String pointer) {
    assertThat(refused(THREE_LINES + "resources: {" + line + "}\n"))
        .extracting(finding -> finding.id() + finding.pointer())
        .containsExactly("M005/resources/" + pointer);
  }

  @Test
  void entriesAndEnvironmentAreBounded() {
    assertThat(refused(THREE_LINES + "service: {args: [" + "a, ".repeat(32) + "a]}\n"))
        .extracting(Finding::pointer)
        .containsExactly("/service/args");
    assertThat(refused(THREE_LINES + "service: {args: [" + "a".repeat(4097) + "]}\n"))
        .extracting(Finding::pointer)
        .containsExactly("/service/args/0");
    String three = "service: {env: {A: %1$s, B: %1$s, C: %1$s}}\n".formatted("x".repeat(3000));
    assertThat(refused(THREE_LINES + three))
        .extracting(Finding::pointer)
        .containsExactly("/service/env");
  }

  @Test
  void anHttpJsonServiceIsDescribedByPointers() {
    String http =
        """
        apiVersion: testbed/v1
        name: plain-json
        protocol: http-json
        service:
          http:
            ready: {path: /health}
            infer: {path: /predict, template: '{"text": ""}', bind: {text: %s}, outputs: {label: /label}}
        """;
    Manifest manifest = accepted(http.formatted("/text"));
    assertThat(manifest.service().http().orElseThrow().bind()).containsEntry("text", "/text");
    assertThat(readBack(manifest)).isEqualTo(manifest);
    assertThat(refused(http.formatted("/nowhere")))
        .extracting(Finding::pointer)
        .containsExactly("/service/http/infer/bind/text");
    assertThat(refused("apiVersion: testbed/v1\nname: plain-json\nprotocol: http-json\n"))
        .extracting(Finding::id)
        .containsExactly("M003");
  }

  @Test
  void aManifestThatIsNoObjectOrNoYamlIsRefused() {
    assertThat(refused("- a\n")).extracting(Finding::id).contains("M004", "M003");
    assertThat(refused("a: [")).extracting(Finding::id).containsExactly("M001");
  }

  private static Manifest accepted(String yaml) {
    var checked = ManifestRules.check(yaml, limits());
    assertThat(checked.errors()).isEmpty();
    return checked.value().orElseThrow();
  }

  private static Manifest readBack(Manifest manifest) {
    return ManifestRules.check(manifest.effective(), limits(), OptionalInt.empty())
        .value()
        .orElseThrow();
  }

  private static List<Finding> refused(String yaml) {
    var checked = ManifestRules.check(yaml, limits());
    assertThat(checked.accepted()).isFalse();
    return checked.findings();
  }

  private static List<String> english(String yaml) {
    return refused(yaml).stream().map(finding -> finding.message().en()).toList();
  }

  private static ManifestLimits limits() {
    return ManifestLimits.defaults();
  }

  private static ManifestLimits withDeviceMemory(long bytes) {
    ManifestLimits d = limits();
    return new ManifestLimits(
        d.minPort(),
        d.maxPort(),
        d.minStartupTimeout(),
        d.maxStartupTimeout(),
        d.minShutdownGrace(),
        d.maxShutdownGrace(),
        d.maxConcurrency(),
        d.minCpu(),
        d.maxCpu(),
        d.minMemory(),
        d.maxMemory(),
        d.minPids(),
        d.maxPids(),
        d.maxDevices(),
        bytes);
  }
}

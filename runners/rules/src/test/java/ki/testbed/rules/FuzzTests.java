package ki.testbed.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

/** Text of strangers: whatever it is, there are findings or a manifest, and never anything else. */
class FuzzTests {
  private static final String FULL =
      """
      apiVersion: testbed/v1
      name: acme-triage
      protocol: oip-v2
      version: 1.10
      title: {de: Triage, en: "Triage \\u0041"}
      service:
        port: 9000
        startupTimeout: 2m
        args: [--threads, 4]
        env: {THREADS: 4, LEVEL: info}
      io:
        inputs: [{name: text, datatype: BYTES, shape: [-1]}]
      resources: {cpu: 0.5, memory: 512Mi, gpu: {count: 1, minMemory: 8Gi}}
      weights: [{name: main, digest: 'sha256:aa', mount: /models/main}]
      licence: Apache-2.0
      """;
  private static final String PIECES =
      "{}[]:,&*!|>'\"%@`#-? \n\t\u0000\u0007\u00a0\u2028\ufeff\ud83d0123456789eE.+~<=\\";

  private final UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(20_260_301L);

  @Test
  void everyTextGivesFindingsOrAManifest() {
    int refused = 0;
    for (int round = 0; round < 1500; round++) {
      var checked = ManifestRules.check(broken(), ManifestLimits.defaults());
      assertThat(checked.accepted()).isEqualTo(checked.errors().isEmpty());
      refused += checked.accepted() ? 0 : 1;
    }
    assertThat(refused).isGreaterThan(700);
  }

  @Test
  void numbersOfAnySizeAreOnlyNumbers() {
    for (String number :
        new String[] {
          "999999999Gi",
          "9999999999999Gi",
          "1e999999",
          "1e-999999",
          "9".repeat(60),
          "0." + "9".repeat(60)
        }) {
      for (String field : new String[] {"cpu", "memory", "pids", "shm"}) {
        String yaml =
            "apiVersion: testbed/v1\nname: abc\nprotocol: oip-v2\nresources: {"
                + field
                + ": "
                + number
                + "}\n";
        assertThat(ManifestRules.check(yaml, ManifestLimits.defaults()).accepted())
            .as(yaml)
            .isFalse();
      }
    }
  }

  private String broken() {
    StringBuilder text = new StringBuilder(FULL);
    for (int edits = random.nextInt(4) + 1; edits > 0; edits--) {
      int at = random.nextInt(text.length());
      char piece = PIECES.charAt(random.nextInt(PIECES.length()));
      switch (random.nextInt(3)) {
        case 0 -> text.insert(at, piece);
        case 1 -> text.setCharAt(at, piece);
        default -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(8)));
      }
    }
    return text.toString();
  }
}

package ki.testbed.submission;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.OptionalInt;
import ki.testbed.rules.Manifest;
import ki.testbed.rules.ManifestLimits;
import ki.testbed.rules.ManifestRules;
import tools.jackson.databind.json.JsonMapper;

/**
 * A manifest that was accepted once, read again; what the testbed allows today has no say in it.
 */
final class EffectiveManifest {
  private static final ManifestLimits ANYTHING =
      new ManifestLimits(
          0,
          Integer.MAX_VALUE,
          Duration.ZERO,
          Duration.ofDays(365),
          Duration.ZERO,
          Duration.ofDays(365),
          Integer.MAX_VALUE,
          BigDecimal.ZERO,
          new BigDecimal(Integer.MAX_VALUE),
          0,
          Long.MAX_VALUE,
          0,
          Integer.MAX_VALUE,
          Integer.MAX_VALUE,
          Long.MAX_VALUE);

  private EffectiveManifest() {}

  static Manifest read(String json) {
    return ManifestRules.check(JsonMapper.shared().readTree(json), ANYTHING, OptionalInt.empty())
        .value()
        .orElseThrow(() -> new IllegalStateException("an accepted manifest cannot be read"));
  }
}

package ki.testbed.runner.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ki.testbed.runner.Orders;
import ki.testbed.runner.arrival.Seed;
import ki.testbed.runner.arrival.SeedStream;
import ki.testbed.runner.driver.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DisturbedTests {
  private static final String TEXT =
      "All human beings are born free and equal in dignity and rights.";
  private static final Samples SAMPLES =
      Samples.of(
          ("{\"inputs\":[{\"name\":\"text\",\"shape\":[1],\"datatype\":\"BYTES\",\"data\":[\""
                  + TEXT
                  + "\"]}]}\n")
              .repeat(14)
              .getBytes(UTF_8));

  private static Samples forms(String seed) {
    return new Disturbed(Seed.parse(seed).stream(SeedStream.PERTURB)).of(SAMPLES);
  }

  @Test
  void samplesComeFirstAsTheyAreThenSeverityAfterSeverity() {
    Samples forms = forms(Orders.SEED);
    assertThat(forms.count()).isEqualTo(6 * 14);
    assertThat(forms.copyOf(3)).isEqualTo(SAMPLES.copyOf(3));
    assertThat(new String(forms.copyOf(5 * 14), UTF_8)).doesNotContain(TEXT).contains("inputs");
  }

  @Test
  void theSameSeedDisturbsAlikeAndAnotherDoesNot() {
    String other = Orders.SEED.replace('0', 'f');
    for (int i = 0; i < forms(Orders.SEED).count(); i++) {
      assertThat(forms(Orders.SEED).copyOf(i)).isEqualTo(forms(Orders.SEED).copyOf(i));
    }
    assertThat(forms(other).copyOf(70)).isNotEqualTo(forms(Orders.SEED).copyOf(70));
  }

  @ParameterizedTest
  @EnumSource(TextDisturbance.class)
  void aHigherSeverityChangesMore(TextDisturbance kind) {
    String text = TEXT.repeat(40);
    assertThat(changed(kind, text, 5)).isGreaterThan(2 * changed(kind, text, 1)).isPositive();
  }

  /** Words that are not as they were. */
  private static long changed(TextDisturbance kind, String text, int severity) {
    var random = Seed.parse(Orders.SEED).stream(SeedStream.PERTURB);
    String[] before = text.replace(" ", "").split("");
    String[] after = kind.disturb(text, severity, random).split("");
    return kind == TextDisturbance.DROP || kind == TextDisturbance.SPACE
        ? Math.abs(text.length() - after.length)
        : differing(before, String.join("", after).replace(" ", "").split(""));
  }

  private static long differing(String[] before, String[] after) {
    long count = 0;
    for (int i = 0; i < Math.min(before.length, after.length); i++) {
      count += before[i].equals(after[i]) ? 0 : 1;
    }
    return count;
  }
}

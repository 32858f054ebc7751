package ki.testbed.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ki.testbed.rules.Blame;
import ki.testbed.rules.ValidityReason;
import org.junit.jupiter.api.Test;

/**
 * The documented table of reason codes is made from the code; a new one is written to target, to be
 * copied.
 */
class ReasonTableTests {
  private static final Path KEPT = Path.of("../docs/reasons.md");

  @Test
  void theDocumentedReasonsAreTheOnesInTheCode() throws IOException {
    Files.writeString(Path.of("target", "reasons.md"), markdown());
    assertThat(KEPT)
        .as("copy orchestrator/target/reasons.md to docs/")
        .content()
        .isEqualTo(markdown());
  }

  private static String markdown() {
    return """
    # Reason codes

    Every run that failed or was cancelled has one. Blame says who has to act: SUBMISSION the submitter, OPERATOR those who keep
    the testbed, TESTBED nobody: it is tried again, up to three times, and costs nothing. Words in braces are facts of the case.

    | code | blame | sentence | next step |
    |---|---|---|---|
    """
        + Stream.of(Reason.values()).map(ReasonTableTests::row).collect(Collectors.joining())
        + """

        ## Reasons of validity

        A measured run may still be worth nothing. Its validity then names the rule that was broken and one of these.

        | code | blame | sentence |
        |---|---|---|
        """
        + Stream.of(ValidityReason.values())
            .map(ReasonTableTests::row)
            .collect(Collectors.joining());
  }

  private static String row(Reason reason) {
    String next =
        reason.blame() == Blame.TESTBED
            ? english("reason.testbed.again")
            : english("reason." + reason + ".next");
    return "| "
        + reason
        + " | "
        + reason.blame()
        + " | "
        + english("reason." + reason + ".sentence")
        + " | "
        + next
        + " |\n";
  }

  private static String row(ValidityReason reason) {
    return "| " + reason + " | " + reason.blame() + " | " + reason.text().en() + " |\n";
  }

  private static String english(String key) {
    return ReasonTexts.bundle(Locale.ENGLISH).getString(key);
  }
}

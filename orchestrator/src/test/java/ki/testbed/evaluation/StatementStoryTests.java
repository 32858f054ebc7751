package ki.testbed.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipFile;
import ki.testbed.access.AccessDenied;
import ki.testbed.access.Caller;
import ki.testbed.access.Role;
import ki.testbed.access.TestCallers;
import ki.testbed.protocol.Grade;
import ki.testbed.protocol.Sha256;
import ki.testbed.review.Bundles;
import ki.testbed.review.Entry;
import ki.testbed.review.ReviewProblem;
import ki.testbed.review.StatementId;
import ki.testbed.review.StatementState;
import ki.testbed.review.Statements;
import ki.testbed.rules.audit.AuditChain;
import ki.testbed.rules.bundle.Line;
import ki.testbed.rules.bundle.Verification;
import ki.testbed.rules.bundle.Verifier;
import ki.testbed.rules.bundle.ZipSource;
import ki.testbed.rules.label.Indicator;
import ki.testbed.rules.label.NeedQuestion;
import ki.testbed.rules.label.ObservableItem;
import ki.testbed.rules.label.Proposal;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** From a judged evaluation over the submitter's levels to a decision of two, and a bundle. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatementStoryTests {
  private static final String REASON = "as the measurements show";

  private World world;
  private TestOrchestrator orchestrator;
  private Evaluation evaluation;
  private Caller submitter;
  private Caller first;
  private Caller second;
  @TempDir private Path folder;

  @BeforeAll
  void open() {
    world = new World();
    orchestrator = world.orchestrator();
    orchestrator.lead();
  }

  @AfterAll
  void close() throws Exception {
    orchestrator.close();
    world.close();
  }

  @BeforeEach
  void judge() {
    world.next();
    submitter = world.caller();
    first = TestCallers.member(world.database(), Role.EXAMINER);
    second = TestCallers.member(world.database(), Role.EXAMINER);
    EvaluationId id = orchestrator.start(submitter, world.submission(), World.TWO).id();
    world.clock().advance(Duration.ofSeconds(1)); // what is sealed is older than the first run
    orchestrator.until("judged", () -> find(id).state() == Evaluation.EvaluationState.JUDGED);
    evaluation = find(id);
  }

  private Evaluation find(EvaluationId id) {
    return orchestrator.evaluations().find(submitter, id).orElseThrow();
  }

  private Statements statements() {
    return orchestrator.part(Statements.class);
  }

  private Statements.View own() {
    return statements().ofEvaluation(submitter, evaluation.id()).orElseThrow();
  }

  private StatementId id() {
    return own().statement().id();
  }

  private StatementState state() {
    return own().statement().state();
  }

  private Proposal proposal(String indicator) {
    return own().assessed().proposals().stream()
        .filter(one -> one.indicator().equals(indicator))
        .findFirst()
        .orElseThrow();
  }

  private void rateEverything(int level) {
    Map<String, Integer> levels = new HashMap<>();
    for (Indicator indicator : own().assessed().scheme().indicators()) {
      levels.put(indicator.code(), level);
    }
    statements().rateAll(submitter, id(), levels, "own view");
  }

  private void answerNeeds(int value) {
    Map<String, Integer> answers = new HashMap<>();
    for (NeedQuestion question : own().assessed().scheme().questions()) {
      if (question.inheritsFrom().isEmpty()) {
        answers.put(question.id(), question.answers().containsKey(value) ? value : 1);
      }
    }
    statements().answerNeeds(submitter, id(), answers);
  }

  private void handIn() {
    rateEverything(2);
    answerNeeds(1);
    statements().move(submitter, id(), StatementState.SELF_ASSESSED, "");
    statements().move(submitter, id(), StatementState.IN_REVIEW, "");
  }

  private void take(Caller examiner) {
    statements().take(examiner, id(), "no ties to the submitter");
  }

  private Sha256 seenBy(Caller examiner) {
    return statements().find(examiner, id()).orElseThrow().assessed().content();
  }

  private void judgeRisks(Caller examiner) {
    own()
        .assessed()
        .assessments()
        .forEach(assessment ->
            assessment.concerns().stream()
                .filter(concern -> !concern.judged())
                .forEach(concern ->
                    statements()
                        .judgeRisk(
                            examiner,
                            id(),
                            assessment.criterion() + "/" + concern.about(),
                            REASON)));
  }

  private void sign(Caller examiner, StatementState decision) {
    statements().sign(examiner, id(), decision, seenBy(examiner), REASON);
  }

  private static void refused(ReviewProblem.Code code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ReviewProblem.class, problem -> assertThat(problem.code()).isEqualTo(code));
  }

  @Test
  void measurementsProposeLevelsButSetNone() {
    assertThat(proposal("VE1.4").state()).isEqualTo(Proposal.State.OPEN);
    assertThat(own().assessed().standing().current()).isEmpty();
    assertThat(state()).isEqualTo(StatementState.INDICATION);
  }

  @Test
  void anAnswerOfAPersonClosesAnItemAndNoLowersTheProposal() {
    ObservableItem asked =
        own().assessed().scheme().items().stream()
            .filter(one -> one.indicator().equals("VE1.4"))
            .filter(one -> one.decidedBy() == ObservableItem.DecidedBy.HUMAN)
            .filter(one -> one.level().code().equals("C"))
            .findFirst()
            .orElseThrow();

    statements().answer(submitter, id(), asked.key(), false, REASON);

    assertThat(proposal("VE1.4").level()).isEmpty();
  }

  @Test
  void aPreviewEntersNoStatementOutsideOfADemonstration() throws Exception {
    assertThat(evaluation.grade()).isEqualTo(Grade.PREVIEW);
    try (var site = world.orchestrator(Map.of("testbed.demonstration", "false"))) {
      assertThat(site.part(Statements.class).ofEvaluation(submitter, evaluation.id())).isEmpty();
    }
  }

  @Test
  void levelsAreCompleteBeforeTheyAreHandedOver() {
    refused(
        ReviewProblem.Code.STATEMENT_INCOMPLETE,
        () -> statements().move(submitter, id(), StatementState.SELF_ASSESSED, ""));
    refused(
        ReviewProblem.Code.STATEMENT_NOT_IN_STATE,
        () -> statements().move(submitter, id(), StatementState.IN_REVIEW, ""));
    refused(
        ReviewProblem.Code.STATEMENT_UNKNOWN_PART,
        () -> statements().rate(submitter, id(), "XX9.9", 1, ""));
    refused(
        ReviewProblem.Code.STATEMENT_UNKNOWN_PART,
        () -> statements().rate(submitter, id(), "VE1.2", 7, ""));
    handIn();
    assertThat(state()).isEqualTo(StatementState.IN_REVIEW);
    refused(
        ReviewProblem.Code.STATEMENT_NOT_IN_STATE,
        () -> statements().rate(submitter, id(), "VE1.2", 3, ""));
  }

  @Test
  void nobodyElseSeesItBeforeItIsHandedOver() {
    StatementId id = id();
    assertThat(statements().find(TestCallers.submitter(), id)).isEmpty();
    assertThat(statements().find(first, id)).isEmpty();
    assertThat(statements().handedIn(first)).noneMatch(one -> one.id().equals(id));
    handIn();
    assertThat(statements().find(first, id)).isPresent();
    assertThat(statements().find(TestCallers.submitter(), id)).isEmpty();
    assertThatThrownBy(() -> statements().handedIn(submitter)).isInstanceOf(AccessDenied.class);
  }

  @Test
  void twoExaminersDecideAndTheBundleHoldsForAnybody() throws IOException {
    handIn();
    refused(ReviewProblem.Code.STATEMENT_NOT_TAKEN, () -> sign(first, StatementState.VALIDATED));
    take(first);
    take(second);
    if (own().assessed().assessments().stream().anyMatch(one -> one.blocked())) {
      refused(ReviewProblem.Code.RISK_NOT_JUDGED, () -> sign(first, StatementState.VALIDATED));
      judgeRisks(first);
    }
    sign(first, StatementState.VALIDATED);
    assertThat(state()).isEqualTo(StatementState.IN_REVIEW);
    refused(ReviewProblem.Code.SIGNED_ALREADY, () -> sign(first, StatementState.VALIDATED));

    sign(second, StatementState.VALIDATED);

    assertThat(state()).isEqualTo(StatementState.VALIDATED);
    assertThat(verified(true).exit()).as(failures(verified(true))).isZero();
    Verification forSubmitters = verified(false);
    assertThat(forSubmitters.exit()).as(failures(forSubmitters)).isZero();
    assertThat(forSubmitters.lines())
        .anySatisfy(line -> assertThat(line.status()).isEqualTo(Line.Status.WITHHELD));
    assertThat(verified(true).lines())
        .filteredOn(line -> line.status() == Line.Status.RECOMPUTED)
        .extracting(Line::what)
        .contains("verdict c-accuracy", "verdict c-p50", "result.json", "audit.ndjson");
  }

  private Verification verified(boolean examiner) throws IOException {
    Bundles bundles = orchestrator.part(Bundles.class);
    var bytes = new ByteArrayOutputStream();
    bundles.write(own().statement().bundle().orElseThrow(), examiner, bytes);
    Path file = Files.write(folder.resolve(examiner + ".zip"), bytes.toByteArray());
    try (var zip = new ZipFile(file.toFile())) {
      return Verifier.verify(
          new ZipSource(zip), new Verifier.Given(Optional.of(key(bundles.key())), Set.of()));
    }
  }

  private static java.security.PublicKey key(String pem) {
    String base64 = pem.replaceAll("-----[A-Z ]+-----|\\s", "");
    try {
      return java.security.KeyFactory.getInstance("Ed25519")
          .generatePublic(
              new java.security.spec.X509EncodedKeySpec(
                  java.util.Base64.getDecoder().decode(base64)));
    } catch (java.security.GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String failures(Verification seen) {
    return seen.lines().stream()
        .filter(line -> line.status() == Line.Status.FAILED)
        .map(line -> line.what() + ": " + line.why().en())
        .toList()
        .toString();
  }

  @Test
  void anyChangeVoidsTheFirstSignature() {
    handIn();
    take(first);
    take(second);
    judgeRisks(first);
    Sha256 seen = seenBy(first);
    sign(first, StatementState.VALIDATED);

    statements().rate(second, id(), "VE1.2", 1, REASON);

    refused(
        ReviewProblem.Code.STATEMENT_CHANGED,
        () -> statements().sign(second, id(), StatementState.VALIDATED, seen, REASON));
    sign(second, StatementState.VALIDATED);
    assertThat(state()).as("one signature about this content").isEqualTo(StatementState.IN_REVIEW);
    sign(first, StatementState.VALIDATED);
    assertThat(state()).isEqualTo(StatementState.VALIDATED);
    assertThat(own().assessed().standing().current().get("VE1.2").level()).isEqualTo(1);
  }

  @Test
  void whoBelongsToTheSubmitterDoesNotExamine() {
    handIn();
    Caller colleague =
        new Caller(
            first.account(),
            first.name(),
            submitter.organisation(),
            Set.of(Role.SUBMITTER, Role.EXAMINER),
            Caller.ALL_SCOPES);
    refused(ReviewProblem.Code.CONFLICT_OF_INTEREST, () -> take(colleague));
  }

  @Test
  void aHighNeedIsNotValidatedWithoutConfirmedQualification() {
    rateEverything(2);
    answerNeeds(3);
    statements().move(submitter, id(), StatementState.SELF_ASSESSED, "");
    statements().move(submitter, id(), StatementState.IN_REVIEW, "");
    take(first);
    judgeRisks(first);
    refused(ReviewProblem.Code.QUALIFICATION_MISSING, () -> sign(first, StatementState.VALIDATED));
  }

  @Test
  void aReturnedOneIsTheSubmittersAgainAndEditingTakesItBack() {
    handIn();
    take(first);
    statements().move(first, id(), StatementState.SELF_ASSESSED, "VE1.3 lacks a reason");
    assertThat(state()).isEqualTo(StatementState.SELF_ASSESSED);

    statements().rate(submitter, id(), "VE1.3", 1, "corrected");

    assertThat(state()).isEqualTo(StatementState.INDICATION);
  }

  @Test
  void theJournalIsAChainThatTheServiceCannotChange() {
    handIn();
    List<Entry> journal = own().statement().journal();
    assertThat(AuditChain.check(journal.stream().map(Entry::chained).iterator()))
        .isInstanceOf(AuditChain.Checked.Whole.class);
    assertThatThrownBy(() ->
            world
                .database()
                .client()
                .sql("update statement_act set body = '{}' where statement_id = :id")
                .param("id", id().value())
                .update())
        .hasMessageContaining("statement_act");
  }
}

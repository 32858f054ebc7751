package ki.testbed.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import ki.testbed.evidence.BlobStore;
import ki.testbed.evidence.Evidence;
import ki.testbed.invariant.Invariant;
import ki.testbed.invariant.Invariants;
import ki.testbed.invariant.Violation;
import ki.testbed.protocol.Sha256;
import ki.testbed.sandbox.Fence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a run left violates nothing; a corrupted row fires its invariant and no other. */
class InvariantStoryTests {
  private World world;
  private TestOrchestrator orchestrator;
  private RunId run;

  @BeforeEach
  void aRunThatEndedWell() {
    world = new World();
    orchestrator = world.orchestrator();
    orchestrator.lead();
    Evaluation evaluation = orchestrator.start(world.caller(), world.submission(), World.ONE);
    run = evaluation.runs().getFirst().id();
    orchestrator.untilIn(RunState.SUCCEEDED, world.caller(), run);
    orchestrator.untilCleanedUp();
    assertThat(fired()).isEmpty();
  }

  @AfterEach
  void close() throws Exception {
    orchestrator.close();
    world.close();
    world.database().empty();
  }

  private List<Invariant> fired() {
    orchestrator.part(Invariants.class).look();
    return orchestrator.part(Invariants.class).violations().stream()
        .map(Violation::invariant)
        .distinct()
        .toList();
  }

  /** Past triggers, grants and row-level security. */
  private void corrupt(String statement) {
    world
        .database()
        .owner()
        .sql(
            "set session_replication_role = replica; %s; set session_replication_role = default"
                .formatted(statement.strip().replace(":run", "'" + run + "'")))
        .update();
  }

  static Stream<Arguments> corruptions() {
    return Stream.of(
        Arguments.of(
            Invariant.I1,
            """
            insert into audit_entry (org_id, action, object, detail)
            select org_id, 'SUBMISSION_CREATED', 'lost', '' from run where id = :run
            """),
        Arguments.of(
            Invariant.I2,
            """
            insert into run_history (run_id, org_id, seq, attempt, state, reason, detail, epoch, at)
            select run_id, org_id, seq + 1, attempt, 'RUNNING', null, '{}', epoch, at
            from run_history where run_id = :run and state = 'SUCCEEDED'
            """),
        Arguments.of(
            Invariant.I2,
            "update run set state = 'FAILED', validity = null, reason = 'NOT_READY' where id = :run"),
        Arguments.of(
            Invariant.I4,
            """
            insert into claim (kind, owner_id, attempt, node_id, lanes, milli, during, state, epoch, released_at)
            select kind, gen_random_uuid(), 1, node_id, lanes, milli, during, state, epoch, released_at + interval '1 s'
            from claim where owner_id = :run;
            update claim set released_at = released_at + interval '1 s' where owner_id = :run
            """),
        Arguments.of(
            Invariant.I6, "delete from evidence_item where run_id = :run and kind = 'RESULT'"),
        Arguments.of(
            Invariant.I7,
            """
            insert into blob (hash, bytes) select repeat('0', 64), 0;
            insert into submission (org_id, account_id, state, manifest_text, archive, findings, created_at, state_since)
            select org_id, gen_random_uuid(), 'CHECKING', '', (select min(hash) from blob_owner), '[]', now(), now()
            from run where id = :run;
            delete from blob where hash = repeat('0', 64)
            """),
        Arguments.of(
            Invariant.I8,
            "update run_history set epoch = 9 where run_id = :run and state = 'RUNNING'"),
        Arguments.of(
            Invariant.I8,
            """
            insert into evidence_item (org_id, run_id, attempt, kind, hash, media_type)
            select org_id, run_id, 2, kind, hash, media_type
            from evidence_item where run_id = :run and kind = 'RESULT'
            """),
        Arguments.of(
            Invariant.I11,
            "update run_history set reason = 'it said: {x=\"y\"}' where run_id = :run and seq = 2"));
  }

  @ParameterizedTest
  @MethodSource("corruptions")
  void aCorruptedRowFiresItsInvariantAndNoOther(Invariant invariant, String statement) {
    corrupt(statement);
    assertThat(fired()).containsExactly(invariant);
    assertThat(orchestrator.part(Invariants.class).counts().get(invariant)).isPositive();
  }

  @Test
  void bytesThatChangedOnTheDiskAreFoundAndForgottenOnceTheyAreBack() throws IOException {
    Sha256 hash = orchestrator.part(Evidence.class).items(run.value()).getFirst().sha256();
    var file = orchestrator.part(BlobStore.class).path(hash);
    byte[] bytes = Files.readAllBytes(file);
    byte[] others = bytes.clone();
    others[0] ^= 1;
    Files.write(file, others);
    assertThat(fired()).containsExactly(Invariant.I1);
    Files.write(file, bytes);
    assertThat(fired()).isEmpty();
  }

  @Test
  void anOrphanIsAViolationOnceItIsTenMinutesOld() {
    world.backend().create(world.strayed(), Fence.alone());
    assertThat(fired()).isEmpty();
    corrupt("update invariant_finding set found_at = found_at - interval '11 minutes'");
    assertThat(fired()).containsExactly(Invariant.I3);
    orchestrator.until("removed", () -> world.backend().owned().isEmpty());
    assertThat(fired()).isEmpty();
  }
}

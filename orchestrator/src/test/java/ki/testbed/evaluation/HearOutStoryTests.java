package ki.testbed.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import ki.testbed.protocol.Phase;
import ki.testbed.submission.SubmissionId;
import org.junit.jupiter.api.Test;

/** The engine tells that a part has ended before all of the runner's words have arrived. */
class HearOutStoryTests {
  private static final Duration HEAR_OUT = Duration.ofSeconds(1);

  @Test
  void aSutThatEndedFailsItsRunOnlyOnceTheRunnerIsHeardOut() throws Exception {
    try (World world = new World();
        TestOrchestrator one =
            world.orchestrator(Map.of("testbed.evaluation.hear-out", HEAR_OUT.toString()))) {
      one.lead();
      world.runner().hold(Phase.WINDOW);
      RunId id = startWithSutThatEndsIn(Phase.WINDOW, world, one);
      one.untilIn(RunState.RUNNING, world.caller(), id);
      for (int i = 0; i < 5; i++) {
        one.pass();
        one.part(Workers.class).awaitIdle();
      }
      assertThat(one.run(world.caller(), id).state()).isEqualTo(RunState.RUNNING);
      world.clock().advance(HEAR_OUT);
      Run failed = one.untilIn(RunState.FAILED, world.caller(), id);
      assertThat(failed.reason()).contains(Reason.SUT_EXITED);
      one.untilCleanedUp();
    }
  }

  private static RunId startWithSutThatEndsIn(Phase phase, World world, TestOrchestrator one) {
    SubmissionId submission = world.submission();
    world
        .backend()
        .program(
            world.submissions().started(submission),
            _ -> {
              world.runner().awaitIn(phase);
              return 1;
            });
    return one.start(world.caller(), submission, World.ONE).runs().getFirst().id();
  }
}

package ki.testbed.harness;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import ki.testbed.rules.Manifest;
import ki.testbed.sandbox.Resources;
import ki.testbed.sandbox.RunnerSpec;
import ki.testbed.sandbox.SandboxSpec;
import ki.testbed.sandbox.SutSpec;
import org.springframework.stereotype.Component;

/** From a brief to the sandbox it runs in. */
@Component
public class SandboxSpecs {
  private final HarnessProperties settings;
  private final RunnerImage runner;

  SandboxSpecs(HarnessProperties settings, RunnerImage runner) {
    this.settings = settings;
    this.runner = runner;
  }

  /**
   * The sandbox of this attempt; equal briefs give equal sandboxes.
   *
   * @throws IOException if the runner's image is not on this machine
   */
  public SandboxSpec of(RunBrief brief) throws IOException {
    return new SandboxSpec(
        brief.run(),
        brief.claim(),
        brief.attempt(),
        brief.expires(),
        new RunnerSpec(
            runner.source(brief.runner()),
            settings.resources(CpuList.count(brief.cpu().runner())),
            brief.cpu().runner()),
        new SutSpec(
            brief.sut(),
            sut(brief.manifest().resources()),
            brief.manifest().service().shutdownGrace(),
            brief.cpu().sut()));
  }

  /** Limits of the SUT's container as its manifest asks for them. */
  public static Resources sut(Manifest.Resources asked) {
    return new Resources(
        milli(asked.cpu()), asked.memory(), asked.pids(), asked.shm(), asked.scratch());
  }

  private static int milli(BigDecimal cpu) {
    return cpu.movePointRight(3).setScale(0, RoundingMode.CEILING).intValueExact();
  }
}

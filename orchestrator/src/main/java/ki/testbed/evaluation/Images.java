package ki.testbed.evaluation;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import ki.testbed.harness.RunnerImage;
import ki.testbed.sandbox.Fence;
import ki.testbed.sandbox.ImageSource;
import ki.testbed.sandbox.SandboxRefused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Brings images to the engine. */
@Component
class Images {
  private static final Logger LOG = LoggerFactory.getLogger(Images.class);

  private final Engine engine;
  private final RunnerImage runner;

  /**
   * Two runs of one submission want the same image; an engine that gets it twice at once may refuse
   * one.
   */
  private final Lock oneAtATime = new ReentrantLock();

  Images(Engine engine, RunnerImage runner) {
    this.engine = engine;
    this.runner = runner;
  }

  /** Makes the engine hold our runner's image and this one; why it does not, if so. */
  Optional<Why> load(ImageSource sut, Fence fence) {
    return load(sut, Optional.empty(), fence);
  }

  /** The same with the runner of this name. */
  Optional<Why> load(ImageSource sut, Optional<String> named, Fence fence) {
    oneAtATime.lock();
    try {
      return loadRunner(named, fence).or(() -> loadSut(sut, fence));
    } finally {
      oneAtATime.unlock();
    }
  }

  /** Nothing about our own image is the submitter's fault. */
  private Optional<Why> loadRunner(Optional<String> named, Fence fence) {
    try {
      engine.backend().load(runner.source(named), fence);
      return Optional.empty();
    } catch (IOException e) {
      // Its message may name a folder of this machine, which is nothing for a submitter.
      LOG.error("The runner's image cannot be read", e);
      return Optional.of(
          Why.of(Reason.IMAGE_LOAD_FAILED, "why", "the runner's image cannot be read"));
    } catch (SandboxRefused e) {
      return Optional.of(Why.of(Reason.IMAGE_LOAD_FAILED, "why", "runner: " + e.getMessage()));
    }
  }

  private Optional<Why> loadSut(ImageSource sut, Fence fence) {
    try {
      engine.backend().load(sut, fence);
      return Optional.empty();
    } catch (SandboxRefused e) {
      return Optional.of(Refusals.of(e));
    }
  }
}

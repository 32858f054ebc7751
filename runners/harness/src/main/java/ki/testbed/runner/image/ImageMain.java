package ki.testbed.runner.image;

import java.io.IOException;
import java.nio.file.Files;

/** Writes one image as a docker-save archive, unless it is there already for the same inputs. */
public final class ImageMain {
  private ImageMain() {}

  /**
   * Arguments are those of {@link ImagePlan#parse}.
   *
   * @throws IOException if a file cannot be read or written
   */
  public static void main(String... arguments) throws IOException, InterruptedException {
    var plan = ImagePlan.parse(arguments);
    var runtime = new JavaRuntime(plan.cache());
    var inputs = Fingerprint.of(plan, runtime);
    if (Fingerprint.stored(plan).filter(inputs::equals).isPresent()) {
      System.out.println(plan.tar() + " is up to date");
      return;
    }
    new ImageBuild(plan, runtime.folder()).write().store(plan.tar());
    inputs.store(plan);
    System.out.println(plan.tar() + " " + Files.size(plan.tar()) + " bytes");
  }
}

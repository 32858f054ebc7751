package ki.testbed.failpoint;

import java.nio.file.Path;
import java.util.Arrays;
import ki.testbed.Testbed;
import org.springframework.boot.SpringApplication;
import org.springframework.context.support.GenericApplicationContext;

/** The whole service, with failpoints that the folder of the first argument arms. */
public final class FaultyTestbed {
  private FaultyTestbed() {}

  /** Entry point; the other arguments are the service's own. */
  public static void main(String[] args) {
    var failpoints = new FolderFailpoints(Path.of(args[0]));
    SpringApplication application = Testbed.application();
    application.addInitializers(starting ->
        ((GenericApplicationContext) starting)
            .registerBean("failpoints", Failpoints.class, () -> failpoints));
    application.run(Arrays.copyOfRange(args, 1, args.length));
  }
}

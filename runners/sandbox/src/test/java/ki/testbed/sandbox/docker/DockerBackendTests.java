package ki.testbed.sandbox.docker;

import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import ki.testbed.sandbox.ImageSource;
import ki.testbed.sandbox.SandboxBackend;
import ki.testbed.sandbox.SandboxBackendContract;
import ki.testbed.sandbox.TestProgram;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

@Tag("engine")
class DockerBackendTests extends SandboxBackendContract {
  private static final DockerBackend BACKEND =
      DockerBackend.open(TestEngine.settings(), InstantSource.system());
  private static final Map<String, ImageSource> IMAGES = new ConcurrentHashMap<>();

  @Override
  protected SandboxBackend backend() {
    return BACKEND;
  }

  @Override
  protected ImageSource image(TestProgram program) {
    return IMAGES.computeIfAbsent(program.name(), _ -> TestImages.of(program.command()));
  }

  @AfterAll
  static void close() {
    BACKEND.close();
  }
}

package ki.testbed.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptSecretTests {
  @TempDir Path folder;

  @Test
  void isMadeOnceAndThenKept() throws IOException {
    Path secrets = folder.resolve("a/b");

    var made = KeptSecret.of(secrets, "x", new Random(1));

    assertThat(made.text()).matches("[0-9A-Za-z]{43}");
    assertThat(KeptSecret.of(secrets, "x", new Random(2))).isEqualTo(made);
    assertThat(KeptSecret.of(secrets, "y", new Random(2))).isNotEqualTo(made);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets)))
        .isEqualTo("rwx------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets.resolve("x"))))
        .isEqualTo("rw-------");
    assertThat(made).asString().doesNotContain(made.text());
  }

  @Test
  void manyAtOnceAgreeOnOne() throws Exception {
    Callable<KeptSecret> make = () -> KeptSecret.of(folder, "x", new Random());
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var all =
          threads.invokeAll(Collections.nCopies(8, make)).stream()
              .map(one -> one.resultNow())
              .collect(Collectors.toSet());
      assertThat(all).hasSize(1);
    }
  }
}

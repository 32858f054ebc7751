package ki.testbed.submission;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import ki.testbed.Showcase;
import ki.testbed.TestDatabase;
import ki.testbed.Testbed;
import ki.testbed.access.Caller;
import ki.testbed.access.TestCallers;
import ki.testbed.protocol.Sha256;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;
import org.springframework.test.context.ContextConfiguration;

/** The whole service as it is wired, images checked in a process of their own. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    classes = SubmissionWiringTests.WholeProgram.class)
@ContextConfiguration(initializers = TestDatabase.Settings.class)
class SubmissionWiringTests {
  /** The service without the stand-ins that other tests put beside it. */
  @EnableAutoConfiguration
  @ConfigurationPropertiesScan("ki.testbed")
  @ComponentScan(
      basePackages = "ki.testbed",
      excludeFilters =
          @Filter(
              type = FilterType.ASSIGNABLE_TYPE,
              classes = {Testbed.class, Showcase.class}))
  static class WholeProgram {}

  private final Submissions submissions;

  @Autowired
  SubmissionWiringTests(Submissions submissions) {
    this.submissions = submissions;
  }

  @BeforeEach
  void setUp() {
    TestDatabase.shared().empty();
  }

  @Test
  void anUploadedImageIsCheckedInAChildProcessAndAccepted() {
    Caller anna = TestCallers.submitter();
    byte[] archive = TestImages.image("wired");
    Upload upload =
        submissions.createUpload(anna, archive.length, Sha256.of(archive), "application/x-tar");
    submissions.append(
        anna, upload.id(), 0, new ByteArrayInputStream(archive), archive.length, Optional.empty());

    var id = submissions.submit(anna, upload.id(), Optional.of(TestImages.MANIFEST)).id();

    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (submissions.find(anna, id).orElseThrow().state() == SubmissionState.CHECKING
        && System.nanoTime() < deadline) {
      LockSupport.parkNanos(20_000_000);
    }
    assertThat(submissions.find(anna, id).orElseThrow().state())
        .isEqualTo(SubmissionState.ACCEPTED);
    assertThat(submissions.image(anna.organisation(), id).archive()).hasBinaryContent(archive);
  }
}

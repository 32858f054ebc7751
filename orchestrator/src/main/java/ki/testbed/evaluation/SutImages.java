package ki.testbed.evaluation;

import ki.testbed.access.OrganisationId;
import ki.testbed.intake.DerivedImage;
import ki.testbed.intake.ImageSettings;
import ki.testbed.rules.Manifest;
import ki.testbed.sandbox.ImageSource;
import ki.testbed.submission.SubmissionId;
import ki.testbed.submission.Submissions;
import ki.testbed.submission.SubmittedImage;
import org.springframework.stereotype.Component;

/** The images that engines get instead of the submitted ones. */
@Component
class SutImages {
  private final Submissions submissions;

  SutImages(Submissions submissions) {
    this.submissions = submissions;
  }

  /** What was submitted. */
  SubmittedImage submitted(OrganisationId organisation, SubmissionId submission) {
    return submissions.image(organisation, submission);
  }

  /** What is started of it. */
  static ImageSource derived(SubmittedImage submitted) {
    Manifest.Service service = submitted.manifest().service();
    var settings = new ImageSettings(service.command(), service.args(), service.env());
    DerivedImage image = DerivedImage.derive(submitted.facts(), settings);
    return new ImageSource(image.id(), image.layers(), () -> image.open(submitted.archive()));
  }
}

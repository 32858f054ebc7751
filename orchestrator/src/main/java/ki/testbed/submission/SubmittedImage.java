package ki.testbed.submission;

import java.nio.file.Path;
import ki.testbed.intake.ImageFacts;
import ki.testbed.rules.Manifest;

/**
 * What it takes to start an accepted submission: its facts, its effective manifest and the verified
 * archive.
 */
public record SubmittedImage(
    Submission submission, Manifest manifest, ImageFacts facts, Path archive) {}

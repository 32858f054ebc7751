package ki.testbed.protocol;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * Something noticed about a manifest (M...), an image (I...) or the behaviour of a SUT (C...).
 *
 * @param id stable for ever, for example {@code M002}
 * @param pointer where: a JSON pointer into the manifest, a name inside the image, or empty
 * @param message what was found, in both languages; text of a submitter in it is escaped and cut to
 *     120 characters
 * @param nextStep what the submitter does about it, in both languages
 */
public record Finding(String id, Severity severity, String pointer, Text message, Text nextStep) {
  /** Whether this finding stops the submission or the run. */
  @JsonIgnore
  public boolean isError() {
    return severity == Severity.ERROR;
  }
}

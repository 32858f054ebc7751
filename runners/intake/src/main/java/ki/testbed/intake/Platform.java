package ki.testbed.intake;

/**
 * What an image is built for, in the words of the image config, for example {@code linux} and
 * {@code amd64}.
 */
public record Platform(String os, String architecture) {
  @Override
  public String toString() {
    return os + "/" + architecture;
  }
}

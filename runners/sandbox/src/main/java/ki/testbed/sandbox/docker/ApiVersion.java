package ki.testbed.sandbox.docker;

import java.util.Comparator;

/** A version of the engine's API, such as 1.41. */
record ApiVersion(int major, int minor) implements Comparable<ApiVersion> {
  /** Older engines lack what the profile needs. */
  static final ApiVersion OLDEST = new ApiVersion(1, 41);

  /** Newer ones are spoken to in this version, which engines of today still accept. */
  static final ApiVersion NEWEST = new ApiVersion(1, 44);

  /**
   * Reads {@code 1.41}.
   *
   * @throws IllegalArgumentException if it is none
   */
  static ApiVersion parse(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 2) {
      throw new IllegalArgumentException("not a version of the API: " + Words.clean(text));
    }
    return new ApiVersion(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
  }

  /** The version to speak with an engine that offers this one. */
  ApiVersion spoken() {
    return compareTo(NEWEST) > 0 ? NEWEST : this;
  }

  @Override
  public int compareTo(ApiVersion other) {
    return Comparator.comparingInt(ApiVersion::major)
        .thenComparingInt(ApiVersion::minor)
        .compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}

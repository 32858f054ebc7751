package ki.testbed.submission;

/** What opens a registry, for one pull; kept encrypted until that is over, and never shown. */
public record RegistryLogin(String name, String secret) {
  private static final int LONGEST = 4096;

  /** Neither is empty; a name has no colon, as it could not be sent. */
  public RegistryLogin {
    if (name.isEmpty()
        || secret.isEmpty()
        || name.length() + secret.length() > LONGEST
        || name.indexOf(':') >= 0
        || (name + secret).chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("no login of a registry");
    }
  }

  /** Never the secret, nor the name. */
  @Override
  public String toString() {
    return "RegistryLogin[...]";
  }
}

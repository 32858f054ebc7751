package ki.testbed.access;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may come in, and how often.
 *
 * @param secrets folder of the secrets that are kept outside the database
 * @param bootstrap which accounts an installation without any gets at its start
 * @param bootstrapFile where every start leaves a fresh login link and token for the demo's script;
 *     absent for none
 * @param tokenLifetime longest life of a token
 * @param tokensPerPerson that may live at a time
 * @param tokensPerHour that a person may make
 * @param linkLifetime of a one-time login link
 * @param loginsPerMinute attempts per login name
 */
@ConfigurationProperties("testbed.access")
record AccessProperties(
    @DefaultValue(".testbed/secrets") Path secrets,
    @DefaultValue("none") Bootstrap bootstrap,
    @Nullable Path bootstrapFile,
    @DefaultValue("90d") Duration tokenLifetime,
    @DefaultValue("10") int tokensPerPerson,
    @DefaultValue("10") int tokensPerHour,
    @DefaultValue("15m") Duration linkLifetime,
    @DefaultValue("5") int loginsPerMinute) {

  /** Accounts to begin with. */
  enum Bootstrap {
    /** None; people come from an identity provider, or were there before. */
    NONE,
    /** Three organisations and one account per role, with generated passwords. */
    DEMO
  }
}

package ki.testbed.submission;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Bounds of uploads, and how images are checked.
 *
 * @param hourly submissions of an organisation in an hour
 * @param secrets folder of the key that logins of registries are encrypted with
 * @param registries that images may be pulled from; none unless listed
 */
@ConfigurationProperties("testbed.submission")
record SubmissionProperties(
    @DefaultValue Uploads uploads,
    @DefaultValue Checks checks,
    @DefaultValue("30") int hourly,
    @DefaultValue List<Registry> registries,
    @DefaultValue(".testbed/secrets") Path secrets) {

  /** Settings do not change. */
  SubmissionProperties {
    registries = List.copyOf(registries);
  }

  /**
   * A registry that images may be pulled from, or a host that it redirects to.
   *
   * @param host with its port, if that is not the usual one
   * @param inside whether it may be at a private or loopback address
   * @param plain whether it is spoken to without encryption; only inside
   */
  record Registry(String host, boolean inside, boolean plain) {
    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    Registry {
      if (!host.matches("[a-z0-9][a-z0-9.-]*(:[0-9]{1,5})?") || (plain && !inside)) {
        throw new IllegalArgumentException(
            "testbed.submission.registries: " + host + " is no host, or plain, but not inside");
      }
    }

    /** The host without its port. */
    String name() {
      return host.replaceFirst(":.*", "");
    }

    int port() {
      int colon = host.indexOf(':');
      int usual = plain ? HTTP : HTTPS;
      return colon < 0 ? usual : Integer.parseInt(host.substring(colon + 1));
    }
  }

  /**
   * What may arrive.
   *
   * @param largest one upload
   * @param storage all bytes of an organisation, announced ones included
   * @param reserve that stays free on the disk after an upload
   * @param smallestChunk but the last may be smaller
   * @param open uploads of an organisation at a time
   * @param slowest mean rate over a window, in bytes per second
   * @param window after which a slower chunk is given up
   * @param idle after which an upload expires
   * @param hourly announcements of an organisation in an hour
   */
  record Uploads(
      @DefaultValue("20GB") DataSize largest,
      @DefaultValue("200GB") DataSize storage,
      @DefaultValue("20GB") DataSize reserve,
      @DefaultValue("1MB") DataSize smallestChunk,
      @DefaultValue("64MB") DataSize largestChunk,
      @DefaultValue("2") int open,
      @DefaultValue("50KB") DataSize slowest,
      @DefaultValue("30s") Duration window,
      @DefaultValue("24h") Duration idle,
      @DefaultValue("20") int hourly) {}

  /**
   * How images are checked.
   *
   * @param atOnce in this process
   * @param limit of one check, then it is killed, which is a finding
   * @param maximumAge of the state CHECKING
   * @param lease after which another process takes over a check whose process died; it is renewed
   *     at a third of that
   */
  record Checks(
      @DefaultValue("1") int atOnce,
      @DefaultValue("10m") Duration limit,
      @DefaultValue("15m") Duration maximumAge,
      @DefaultValue("30s") Duration lease) {}
}

package ki.testbed.api;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the API.
 *
 * @param secrets folder of the secrets that are kept outside the database
 */
@ConfigurationProperties("testbed.api")
record ApiProperties(@DefaultValue(".testbed/secrets") Path secrets) {}

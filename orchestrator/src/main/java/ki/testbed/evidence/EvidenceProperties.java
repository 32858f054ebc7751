package ki.testbed.evidence;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the bytes lie.
 *
 * @param folder of the blob store; files that are still arriving are below it too
 */
@ConfigurationProperties("testbed.evidence")
record EvidenceProperties(@DefaultValue(".testbed/blobs") Path folder) {}

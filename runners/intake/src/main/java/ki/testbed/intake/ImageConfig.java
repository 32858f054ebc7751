package ki.testbed.intake;

import java.util.List;
import ki.testbed.protocol.Sha256;

/** A submitted image config, read. */
record ImageConfig(Platform platform, ConfigFacts facts, List<Sha256> diffIds) {}

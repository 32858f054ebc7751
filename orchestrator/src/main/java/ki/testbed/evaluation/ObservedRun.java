package ki.testbed.evaluation;

import java.util.Optional;
import ki.testbed.protocol.Grade;

/**
 * A run as our own modules watch it.
 *
 * @param node the node that carries or carried its last attempt
 * @param backend kind of engine there: docker, kubernetes or fake
 */
public record ObservedRun(Run run, Grade grade, Optional<String> node, Optional<String> backend) {}

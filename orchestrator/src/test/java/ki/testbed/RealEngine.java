package ki.testbed;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * Brings the service's own choice of an engine into contexts of tests that do not scan the root
 * package.
 */
@Configuration(proxyBeanMethods = false)
@Import(BackendWiring.class)
public class RealEngine {}

package ki.testbed.architecture;

import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.modulith.core.ApplicationModuleDetectionStrategy;
import org.springframework.modulith.core.ApplicationModuleInformation;
import org.springframework.modulith.core.JavaPackage;
import org.springframework.modulith.core.NamedInterfaces;

/**
 * Each first-level package is a module, also when it comes from a jar of {@code runners/}. What is
 * on the class path of the tests only, and never in the service, is none. Jars know no Spring, so
 * what they offer beside their own package is said here.
 */
class ServiceModules implements ApplicationModuleDetectionStrategy {
  private static final Set<String> NOT_IN_THE_SERVICE =
      Set.of("ki.testbed.samples", "ki.testbed.runner", "ki.testbed.cli");

  /** Parts that jars offer beside their own package; they know nothing of modules themselves. */
  private static final Map<String, String[]> OFFERED =
      Map.of(
          "ki.testbed.sandbox", new String[] {"docker"},
          "ki.testbed.rules", new String[] {"label", "audit", "bundle"});

  @Override
  public Stream<JavaPackage> getModuleBasePackages(JavaPackage root) {
    return ApplicationModuleDetectionStrategy.directSubPackage()
        .getModuleBasePackages(root)
        .filter(module -> !NOT_IN_THE_SERVICE.contains(module.getName()));
  }

  @Override
  public NamedInterfaces detectNamedInterfaces(
      JavaPackage module, ApplicationModuleInformation information) {
    NamedInterfaces declared = NamedInterfaces.of(module, information);
    String[] offered = OFFERED.getOrDefault(module.getName(), new String[0]);
    return offered.length == 0
        ? declared
        : declared.and(NamedInterfaces.builder(module).matching(offered).build());
  }
}

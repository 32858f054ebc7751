package ki.testbed.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What modules in jars of {@code runners/} may use: they know no Spring, so it is declared here.
 */
final class Jars {
  static final Map<String, Set<String>> ALLOWED =
      Map.of(
          "protocol", Set.of(),
          "rules", Set.of("protocol"),
          "intake", Set.of("protocol", "rules"),
          "sandbox", Set.of("protocol"));

  private Jars() {}

  /** Modules that a jar uses without being allowed to. */
  static Set<String> undeclared(String jar, JavaClasses classes) {
    return classes.stream()
        .filter(type -> jar.equals(module(type)))
        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
        .map(dependency -> dependency.getTargetClass().getBaseComponentType())
        .filter(target -> target.getPackageName().startsWith("ki.testbed"))
        .map(Jars::module)
        .filter(used -> !used.equals(jar) && !ALLOWED.get(jar).contains(used))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String module(JavaClass type) {
    String[] parts = type.getPackageName().split("\\.");
    return parts.length > 2 ? parts[2] : "";
  }
}

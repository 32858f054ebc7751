package ki.testbed.architecture;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;

/** The page that shows our modules: its words come from the packages themselves. */
final class ModulePage {
  private static final String PREFIX = "ki.testbed.";
  private static final String HEAD =
      """
      # Modules

      Made from the packages by `ModularityTests`; do not edit. A module is a package below `ki.testbed`, in the service or in a jar of `runners/`.
      "May use" is what it declares and what the build holds it to; `a::b` is the part `b` that `a` offers beside its own package.

      | module | what it is for | may use |
      |---|---|---|
      """;

  private final Map<String, ApplicationModule> modules;

  ModulePage(ApplicationModules modules) {
    this.modules =
        modules.stream()
            .filter(module -> !module.isRootModule())
            .collect(
                Collectors.toMap(
                    module -> module.getBasePackage().getLocalName(),
                    module -> module,
                    (one, _) -> one,
                    TreeMap::new));
  }

  String markdown() {
    var page = new StringBuilder(HEAD);
    modules.forEach((name, module) -> page.append(row(name, module)));
    return page.append(
            "\nThe picture leaves out what also goes by way of another module:\n\n```mermaid\nflowchart TD\n")
        .append(arrows())
        .append("```\n")
        .toString();
  }

  private static String row(String name, ApplicationModule module) {
    String uses = String.join(", ", allowed(name, module));
    return "| `%s` | %s%s | %s |\n"
        .formatted(name, sentence(PREFIX + name), parts(name), uses.isEmpty() ? "-" : uses);
  }

  private static String parts(String name) {
    return Packages.SENTENCES.keySet().stream()
        .filter(inner -> inner.startsWith(PREFIX + name + "."))
        .map(inner -> " `%s`: %s".formatted(inner.substring(PREFIX.length()), sentence(inner)))
        .collect(Collectors.joining());
  }

  private static String sentence(String name) {
    return Packages.SENTENCES.getOrDefault(name, "").replaceAll("\\{@code ([^}]*)}", "`$1`");
  }

  private String arrows() {
    return modules.keySet().stream()
        .flatMap(name ->
            uses(name).stream()
                .filter(used -> !isReachedByOthers(name, used))
                .map(used -> "  %s --> %s\n".formatted(name, used)))
        .collect(Collectors.joining());
  }

  private boolean isReachedByOthers(String name, String used) {
    return uses(name).stream()
        .filter(other -> !other.equals(used))
        .anyMatch(other -> uses(other).contains(used) || isReachedByOthers(other, used));
  }

  private Set<String> uses(String name) {
    return allowed(name, modules.get(name)).stream()
        .map(used -> used.replaceAll("\\s*::.*", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> allowed(String name, ApplicationModule module) {
    return Jars.ALLOWED.containsKey(name)
        ? Jars.ALLOWED.get(name).stream().sorted().toList()
        : declared(module);
  }

  private static List<String> declared(ApplicationModule module) {
    return module
        .getBasePackage()
        .getAnnotation(org.springframework.modulith.ApplicationModule.class)
        .map(declaration -> List.of(declaration.allowedDependencies()).stream().sorted().toList())
        .orElse(List.of());
  }
}

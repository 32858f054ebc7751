package ki.testbed.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import ki.testbed.Testbed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;

/**
 * Each module uses only what it declares, and only what others offer; the picture says the same.
 */
class ModularityTests {
  private static final Path KEPT = Sources.ROOT.resolve("docs/modules.md");

  private final ApplicationModules modules = ApplicationModules.of(Testbed.class);

  @Test
  void modulesUseOnlyWhatTheyDeclareAndWhatOthersOffer() {
    modules.verify();
  }

  @Test
  void jarsOfRunnersUseOnlyWhatIsDeclaredForThem() {
    for (String jar : Jars.ALLOWED.keySet()) {
      assertThat(Jars.undeclared(jar, Code.MAIN))
          .as("%s uses more than Jars allows it", jar)
          .isEmpty();
    }
  }

  @Test
  void aJarThatUsesMoreIsCaught(@TempDir Path folder) throws IOException {
    JavaClasses wrong =
        WrongCode.compiled(
            folder, "package ki.testbed.protocol; class Deep { ki.testbed.rules.Criterion rule; }");

    assertThat(Jars.undeclared("protocol", wrong)).containsExactly("rules");
  }

  @Test
  void everyModuleOfTheServiceDeclaresWhatItUses() {
    assertThat(modules.stream().map(ApplicationModule::getBasePackage))
        .filteredOn(module -> !Jars.ALLOWED.containsKey(module.getLocalName()))
        .allSatisfy(module ->
            assertThat(module.getAnnotation(org.springframework.modulith.ApplicationModule.class))
                .as("%s declares allowedDependencies", module.getName())
                .isPresent());
  }

  @Test
  void theDocumentedModulesAreTheDeclaredOnes() throws IOException {
    String declared = new ModulePage(modules).markdown();
    Path made = Files.writeString(Path.of("target", "modules.md"), declared);

    assertThat(KEPT)
        .as("docs/modules.md is old: copy orchestrator/%s over it", made)
        .content()
        .isEqualTo(declared);
  }
}

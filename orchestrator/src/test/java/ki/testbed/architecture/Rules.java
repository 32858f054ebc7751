package ki.testbed.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.conditions.ArchConditions.have;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.regex.Pattern;

/** What breaks the build, each with what to do instead. */
final class Rules {
  private static final Pattern SQL =
      Pattern.compile(
          "org\\.springframework\\.jdbc\\.core\\.(simple\\.JdbcClient|JdbcTemplate|JdbcOperations"
              + "|namedparam\\.NamedParameterJdbc\\w+)(\\$.*)?"
              + "|java\\.sql\\.(Connection|Statement|PreparedStatement|CallableStatement)");

  private static final Set<String> INJECTING =
      Set.of(
          "org.springframework.beans.factory.annotation.Autowired",
          "org.springframework.beans.factory.annotation.Value",
          "jakarta.inject.Inject",
          "jakarta.annotation.Resource");

  static final ArchRule NO_CYCLES =
      slices()
          .assignedFrom(new PackageSlices())
          .should()
          .beFreeOfCycles()
          .because(
              "nobody understands half of a circle: move what both sides need into the package that"
                  + " is used, or let the lower one announce an event");

  static final ArchRule DOCKER_IN_ITS_PACKAGE =
      onlyKnownTo("ki.testbed.sandbox.docker", "com.github.dockerjava..");

  static final ArchRule KUBERNETES_IN_ITS_PACKAGE =
      onlyKnownTo("ki.testbed.sandbox.kubernetes", "io.kubernetes..");

  static final ArchRule PROMETHEUS_IN_ITS_PACKAGE =
      onlyKnownTo("ki.testbed.metrics", "io.prometheus..", "io.micrometer..");

  static final ArchRule ADAPTERS_BEHIND_THE_PORT =
      noClasses()
          .that(
              describe(
                  "are neither wiring nor an adapter",
                  type ->
                      !isWiring(type) && !type.getPackageName().startsWith("ki.testbed.sandbox.")))
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("ki.testbed.sandbox.docker..", "ki.testbed.sandbox.kubernetes.."))
          .because("the engine is chosen by property: use ki.testbed.sandbox.SandboxBackend");

  static final ArchRule TIME_AND_CHANCE_ARE_ARGUMENTS =
      noClasses()
          .that(describe("are no @Configuration", type -> !isWiring(type)))
          .should()
          .accessTargetWhere(describe("it is a clock or a dice", new ClocksAndDice()))
          .because(
              "a test must be able to set both: take an InstantSource, a LongSupplier nanoTime or a"
                  + " RandomGenerator as an argument; only a @Configuration makes one");

  static final ArchRule NO_MOCKS =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "org.mockito..",
                  "org.easymock..",
                  "org.jmock..",
                  "io.mockk..",
                  "org.powermock.."))
          .because(
              "a mock proves calls, not behaviour: use the real part, or a fake that passes the"
                  + " contract test of its port");

  static final ArchRule NO_FIELD_INJECTION =
      noFields()
          .should(be(describe("injected", Rules::isInjected)))
          .because(
              "a class says in its constructor what it needs: make it a final field set there");

  static final ArchRule STATE_MOVES_BY_TRANSITIONS =
      noClasses()
          .that()
          .doNotHaveSimpleName("RunTransitions")
          .should()
          .accessTargetWhere(
              describe(
                  "it writes the state of a run",
                  access ->
                      access.getTargetOwner().getSimpleName().equals("RunStore")
                          && Set.of("insert", "begin", "move")
                              .contains(access.getTarget().getName())))
          .because(
              "only RunTransitions checks the table of edges and writes history and outbox with a"
                  + " move: add a verb there");

  static final ArchRule SQL_IN_STORES =
      noClasses()
          .that(describe("are no *Store", type -> !outermost(type).endsWith("Store")))
          .should()
          .accessTargetWhere(
              describe(
                  "it runs SQL",
                  access ->
                      SQL.matcher(access.getTargetOwner().getFullName()).matches()
                          && !access.getTarget().getName().equals("create")))
          .because(
              "whoever asks what we store looks into the *Store classes: move the statement there,"
                  + " beside its record");

  static final ArchRule PUBLIC_ONLY_AT_THE_DOOR =
      noClasses()
          .that()
          .arePublic()
          .and()
          .areTopLevelClasses()
          .should(have(describe("a package that is no door", Rules::isInside)))
          .because(
              "what is public is promised to everybody: make the type package-private, move it to"
                  + " the module's root, or, if all of the package is pure, say so as the first word"
                  + " of its package-info");

  static final ArchRule JACKSON_THREE =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAPackage("com.fasterxml.jackson..")
                  .and(resideOutsideOfPackage("com.fasterxml.jackson.annotation..")))
          .because("ours is Jackson 3: use tools.jackson; only its annotations kept their package");

  static final ArchRule TESTS_ARE_FOUND =
      methods()
          .that()
          .areMetaAnnotatedWith("org.junit.platform.commons.annotation.Testable")
          .should()
          .beDeclaredInClassesThat(
              describe(
                  "end in Tests, or are an abstract *Contract",
                  type ->
                      outermost(type).endsWith("Tests")
                          || type.getModifiers().contains(JavaModifier.ABSTRACT)
                              && outermost(type).endsWith("Contract")))
          .because("Surefire skips other names silently: end the name of the class in Tests");

  static final ArchRule NO_EMPTY_WORDS =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("ki.testbed.rules.Manifest$Service") // the manifest's word
          .should()
          .haveNameMatching(
              "ki\\.testbed\\..*(Manager|Helper|Utils?|Service|Impl|Base|Dto|Info|Data)(\\$.*)?")
          .because("such a suffix says nothing: name what it is or does, in the glossary's words");

  static final ArchRule NO_EMPTY_PACKAGES =
      classes()
          .should()
          .resideOutsideOfPackages(
              "..util..", "..common..", "..impl..", "..dto..", "..service..", "..model..")
          .because("a package is a module and says in one sentence what it is for");

  private Rules() {}

  private static ArchRule onlyKnownTo(String owner, String... library) {
    return noClasses()
        .that()
        .resideOutsideOfPackage(owner + "..")
        .should()
        .dependOnClassesThat(resideInAnyPackage(library))
        .because("a library is changed in one place: only " + owner + " speaks to it, ask there");
  }

  /** A @Configuration, or what works before there is one. */
  private static boolean isWiring(JavaClass type) {
    return type.isAnnotatedWith("org.springframework.context.annotation.Configuration")
        || type.isAssignableTo("org.springframework.context.ApplicationContextInitializer")
        || type.getEnclosingClass().filter(Rules::isWiring).isPresent();
  }

  private static boolean isInjected(JavaField field) {
    return INJECTING.stream().anyMatch(field::isAnnotatedWith);
  }

  private static boolean isInside(JavaClass type) {
    String name = type.getPackageName();
    boolean belowAModule = name.split("\\.").length > 3;
    return belowAModule
        && !name.startsWith("ki.testbed.samples.") // each sample is a program of its own
        && !Set.of("ki.testbed.sandbox.docker", "ki.testbed.sandbox.kubernetes").contains(name)
        && !Packages.isPure(name);
  }

  private static String outermost(JavaClass type) {
    return type.getEnclosingClass().map(Rules::outermost).orElse(type.getSimpleName());
  }
}

package ki.testbed.architecture;

import static com.tngtech.archunit.core.importer.ImportOption.Predefined.DO_NOT_INCLUDE_TESTS;
import static com.tngtech.archunit.core.importer.ImportOption.Predefined.ONLY_INCLUDE_TESTS;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** Our compiled classes, as far as the class path of the service has them. */
final class Code {
  /** The service and the jars of {@code runners/} it is made of. */
  static final JavaClasses MAIN = imported(DO_NOT_INCLUDE_TESTS, Code::isNoTestJar);

  /** The tests of the service. */
  static final JavaClasses TESTS = imported(ONLY_INCLUDE_TESTS);

  private Code() {}

  private static JavaClasses imported(ImportOption... options) {
    var importer = new ClassFileImporter();
    for (ImportOption option : options) {
      importer = importer.withImportOption(option);
    }
    return importer.importPackages("ki.testbed");
  }

  private static boolean isNoTestJar(com.tngtech.archunit.core.importer.Location location) {
    return !location.contains("-tests.jar");
  }
}

package ki.testbed;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;

/**
 * Starts the service. Beans are named by their whole class name, so that two modules may each have
 * a class of one name.
 */
@SpringBootApplication(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
@ConfigurationPropertiesScan
public class Testbed {
  /** Entry point; all settings are properties. */
  public static void main(String[] args) {
    application().run(args);
  }

  /** The service before it runs. */
  public static SpringApplication application() {
    var application = new SpringApplication(Testbed.class);
    application.addInitializers(new DatabaseAhead());
    return application;
  }
}

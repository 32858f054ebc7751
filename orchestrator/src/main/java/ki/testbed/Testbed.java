package ki.testbed;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the service. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Testbed {
  /** Entry point; all settings are properties. */
  public static void main(String[] args) {
    SpringApplication.run(Testbed.class, args);
  }
}

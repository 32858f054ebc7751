package ki.testbed;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;

/** The service without what tests put beside it. */
@EnableAutoConfiguration
@ConfigurationPropertiesScan("ki.testbed")
@ComponentScan(
    basePackages = "ki.testbed",
    nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class,
    excludeFilters =
        @Filter(
            type = FilterType.REGEX,
            pattern =
                "ki\\.testbed\\.(Testbed|Showcase|WholeProgram|.*TestOrchestrator.*|.*Tests.*)"))
public class WholeProgram {}

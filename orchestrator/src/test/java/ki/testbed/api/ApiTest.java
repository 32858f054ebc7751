package ki.testbed.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import ki.testbed.Showcase;
import ki.testbed.TestDatabase;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.boot.webmvc.test.autoconfigure.MockMvcPrint;
import org.springframework.test.context.ContextConfiguration;

/** A test of the API in the showcase. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(classes = Showcase.class)
@ContextConfiguration(initializers = TestDatabase.Settings.class)
@AutoConfigureMockMvc(print = MockMvcPrint.NONE)
@interface ApiTest {}

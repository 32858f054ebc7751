package ki.testbed;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.ContextConfiguration;

/**
 * A test of the whole service over its real ports, without an engine, and impatient with senders
 * that hardly send.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    classes = WholeProgram.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "testbed.sandbox.docker.host=unix:///nowhere/engine.sock",
      "testbed.submission.uploads.window=1s",
      "server.tomcat.connection-timeout=2s"
    })
@ContextConfiguration(initializers = TestDatabase.Settings.class)
public @interface ServiceOnly {}

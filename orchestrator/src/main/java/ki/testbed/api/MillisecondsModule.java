package ki.testbed.api;

import java.time.Instant;
import java.time.format.DateTimeFormatterBuilder;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** Instants in answers are ISO 8601 in UTC with exactly three decimals. */
@Configuration(proxyBeanMethods = false)
class MillisecondsModule {
  @Bean
  JsonMapperBuilderCustomizer milliseconds() {
    return builder ->
        builder.addModule(new SimpleModule("milliseconds").addSerializer(new InstantWriter()));
  }

  private static final class InstantWriter extends StdSerializer<Instant> {
    private static final java.time.format.DateTimeFormatter FORM =
        new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    InstantWriter() {
      super(Instant.class);
    }

    @Override
    public void serialize(Instant value, JsonGenerator out, SerializationContext context) {
      out.writeString(FORM.format(value));
    }
  }
}

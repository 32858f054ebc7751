package ki.testbed.web;

import java.nio.charset.StandardCharsets;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Languages and the message catalogue. */
@Configuration(proxyBeanMethods = false)
class PageWiring {
  /** Files of the catalogue, each in German and English with the same keys. */
  static final String[] CATALOGUE = {"messages/pages", "messages/problems", "messages/plots"};

  @Bean
  MessageSource messageSource() {
    var words = new ResourceBundleMessageSource();
    words.setBasenames(CATALOGUE);
    words.setDefaultEncoding(StandardCharsets.UTF_8.name());
    words.setFallbackToSystemLocale(false);
    words.setAlwaysUseMessageFormat(true);
    return words;
  }

  @Bean
  Languages localeResolver() {
    return new Languages();
  }

  @Bean
  WebMvcConfigurer languageChoice(Languages languages) {
    return new WebMvcConfigurer() {
      @Override
      public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(languages).excludePathPatterns("/api/**");
      }
    };
  }
}

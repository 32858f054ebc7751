package ki.testbed.catalog;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the plans and data sets of this installation come from.
 *
 * @param source location with {@code plans/} and {@code data-sets/} below it; ends in a slash
 */
@ConfigurationProperties("testbed.catalog")
record CatalogProperties(@DefaultValue("classpath:catalog/") String source) {}

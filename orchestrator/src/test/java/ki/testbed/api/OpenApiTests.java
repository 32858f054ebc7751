package ki.testbed.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.springframework.core.io.ClassPathResource;

/**
 * The description of the API and the API are the same list of operations; that the rules and the
 * mappings are is another test's.
 */
class OpenApiTests {
  private static final Set<String> METHODS =
      Set.of("get", "post", "put", "patch", "delete", "head");

  private static String text() throws IOException {
    return new ClassPathResource("openapi/testbed-v1.yaml")
        .getContentAsString(java.nio.charset.StandardCharsets.UTF_8);
  }

  private static Map<?, ?> description() throws IOException {
    return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(text());
  }

  private static Map<?, ?> at(Map<?, ?> tree, String... path) {
    Map<?, ?> here = tree;
    for (String key : path) {
      here = (Map<?, ?>) here.get(key);
    }
    return here;
  }

  @Test
  void everyOperationIsDescribedAndEveryDescriptionIsAnOperation() throws IOException {
    Set<String> described = new TreeSet<>();
    at(description(), "paths")
        .forEach((path, operations) ->
            ((Map<?, ?>) operations)
                .keySet().stream()
                    .map(String::valueOf)
                    .filter(METHODS::contains)
                    .forEach(
                        method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path)));

    Set<String> ruled = new TreeSet<>();
    ApiRules.ALL.forEach(rule -> ruled.add(rule.method() + " " + rule.path()));
    assertThat(described).isEqualTo(ruled);
  }

  @Test
  void everyReferenceLeadsSomewhereAndEverySchemaIsUsed() throws IOException {
    Set<String> used = new HashSet<>();
    var reference = Pattern.compile("#/components/(\\w+)/(\\w+)").matcher(text());
    while (reference.find()) {
      assertThat(
              at(description(), "components", reference.group(1)).containsKey(reference.group(2)))
          .as(reference.group())
          .isTrue();
      used.add(reference.group(2));
    }

    assertThat(at(description(), "components", "schemas").keySet().stream().map(String::valueOf))
        .isSubsetOf(used);
  }

  @Test
  void everyOperationHasItsNameItsTagAndItsProblem() throws IOException {
    Set<String> tags = new HashSet<>();
    ((List<?>) description().get("tags"))
        .forEach(tag -> tags.add(String.valueOf(((Map<?, ?>) tag).get("name"))));
    Set<String> names = new HashSet<>();
    at(description(), "paths")
        .forEach((path, operations) ->
            ((Map<?, ?>) operations)
                .forEach((method, operation) -> {
                  if (METHODS.contains(String.valueOf(method))) {
                    Map<?, ?> one = (Map<?, ?>) operation;
                    assertThat(names.add(String.valueOf(one.get("operationId"))))
                        .as(method + " " + path)
                        .isTrue();
                    assertThat(tags)
                        .contains(String.valueOf(((List<?>) one.get("tags")).getFirst()));
                    assertThat(at(one, "responses").containsKey("default"))
                        .as(method + " " + path)
                        .isTrue();
                  }
                }));
  }
}

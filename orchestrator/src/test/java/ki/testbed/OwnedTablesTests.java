package ki.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every table that belongs to somebody says to whom. A new table either does, or is named here with
 * the reason.
 */
class OwnedTablesTests {
  private static final Map<String, String> NOBODYS =
      Map.ofEntries(
          Map.entry("organisation", "is the owner itself"),
          Map.entry("blob", "bytes by their hash; blob_owner says whose they are"),
          Map.entry("login_bucket", "counts attempts for names that may not exist"),
          Map.entry("installation", "one row about the installation"),
          Map.entry("planner_leader", "who plans, for everybody"),
          Map.entry("node", "a machine of the installation"),
          Map.entry("incident", "what is wrong with a machine of the installation"),
          Map.entry("queue_entry", "what the planner sees of a run; the run says whose it is"),
          Map.entry("claim", "what the planner gave to a run; the run says whose it is"),
          Map.entry("invariant_finding", "what is wrong with the installation"),
          Map.entry("flyway_schema_history", "the migrations' own"));

  /**
   * Stores with statements that no caller asks for; whatever has a caller asks for the organisation
   * in every one of them.
   */
  private static final Map<String, String> FOR_THE_SERVICE =
      Map.of(
          "AccountStore", "who signs in has no organisation yet",
          "TokenStore", "a person's tokens are counted over all organisations",
          "LoginStore", "a link's secret says whose it is",
          "UploadStore", "uploads that ended by themselves",
          "SubmissionStore", "checks in the background",
          "EvidenceStore", "our own modules, after they have checked the caller",
          "MeasurementStore", "our own modules, after they have checked the caller",
          "SessionStore", "a session's secret says whose it is",
          "AnswerStore", "forgetting",
          "OutboxStore", "forgetting");

  /** The same for the reconciler, which works on everybody's runs. */
  private static final Set<String> FOR_THE_RECONCILER =
      Set.of("RunStore", "EvaluationStore", "VerdictStore", "SeedStore", "LiveStore");

  private static final Pattern TEXT =
      Pattern.compile("\"\"\"(.*?)\"\"\"|\"((?:[^\"\\\\\\n]|\\\\.)*)\"", Pattern.DOTALL);
  private static final Pattern TABLE = Pattern.compile("\\b(?:from|join|into|update)\\s+(\\w+)");

  private final TestDatabase database = TestDatabase.shared();

  @Test
  void everyTableThatBelongsToSomebodyCarriesItsOrganisation() {
    List<String> unowned =
        database
            .client()
            .sql(
                """
                select t.table_name from information_schema.tables t
                where t.table_schema = 'public' and t.table_type = 'BASE TABLE'
                  and not exists (
                    select from information_schema.columns c
                    where c.table_schema = t.table_schema and c.table_name = t.table_name
                      and c.column_name = 'org_id' and c.is_nullable = 'NO' and c.data_type = 'uuid')
                """)
            .query(String.class)
            .list();

    assertThat(unowned).as("tables without org_id uuid not null").isSubsetOf(NOBODYS.keySet());
  }

  @Test
  void everyStatementOfACallerAsksForTheOrganisation() throws IOException {
    Set<String> owned =
        Set.copyOf(
            database
                .client()
                .sql(
                    "select table_name from information_schema.columns where table_schema = 'public' and column_name = 'org_id'")
                .query(String.class)
                .list());
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      var unasked =
          sources
              .filter(file -> file.toString().endsWith(".java"))
              .flatMap(file -> unasked(file, owned))
              .toList();

      assertThat(unasked)
          .as(
              "statements on owned tables without org_id: add it, or name the store here with its reason")
          .isEmpty();
    }
  }

  private static Stream<String> unasked(Path file, Set<String> owned) {
    String store = file.getFileName().toString().replace(".java", "");
    if (FOR_THE_SERVICE.containsKey(store) || FOR_THE_RECONCILER.contains(store)) {
      return Stream.empty();
    }
    return TEXT.matcher(source(file))
        .results()
        .map(text -> text.group(1) == null ? text.group(2) : text.group(1))
        .filter(
            text -> TABLE.matcher(text).results().anyMatch(table -> owned.contains(table.group(1))))
        .filter(text -> !text.contains("org_id"))
        .map(text -> store + ": " + text.strip());
  }

  private static String source(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void sessionsOfTheTestsAreNotInUtc() {
    assertThat(database.client().sql("show time zone").query(String.class).single())
        .isEqualTo("Asia/Kathmandu");
  }
}

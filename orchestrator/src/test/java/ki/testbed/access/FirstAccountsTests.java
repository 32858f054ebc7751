package ki.testbed.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import ki.testbed.TestDatabase;
import ki.testbed.access.AccessProperties.Bootstrap;
import ki.testbed.access.FirstAccounts.Credentials;
import ki.testbed.access.StoredAccounts.Context;
import ki.testbed.evidence.TestEvidence;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.DefaultApplicationArguments;
import tools.jackson.databind.json.JsonMapper;

class FirstAccountsTests {
  private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
  private static final Random RANDOM = new Random(5);

  @TempDir Path folder;
  private final TestDatabase database = TestDatabase.shared();
  private final AccountStore store = new AccountStore(database.client());
  private final Passwords passwords = new Passwords(RANDOM);
  private StoredAccounts accounts;

  @BeforeEach
  void setUp() {
    database.empty();
  }

  @Test
  void theFirstStartPrintsOneAccountPerRoleAndTheSecondPrintsNothing() {
    String first = start(Bootstrap.DEMO, null);

    assertThat(first.lines()).hasSize(1 + Role.values().length);
    var line = Pattern.compile("  (\\S+) +([0-9A-Za-z]{20})").matcher(first);
    while (line.find()) {
      Caller caller = accounts.byPassword(line.group(1), line.group(2)).orElseThrow();
      assertThat(caller.roles())
          .extracting(role -> role.name().toLowerCase(Locale.ROOT))
          .containsExactly(line.group(1));
    }
    assertThat(start(Bootstrap.DEMO, null)).isEmpty();
  }

  @Test
  void noAccountsAreMadeUnlessAsked() {
    assertThat(start(Bootstrap.NONE, folder.resolve("credentials.json"))).isEmpty();

    assertThat(store.none()).isTrue();
    assertThat(folder.resolve("credentials.json")).doesNotExist();
  }

  @Test
  void everyStartLeavesTheScriptAFreshLinkAndTokenThatOnlyItsOwnerReads() throws IOException {
    Path file = folder.resolve("credentials.json");
    assertThat(start(Bootstrap.DEMO, file)).as("passwords go to the file instead").isEmpty();
    Credentials first = read(file);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(first.accounts()).hasSize(Role.values().length);

    for (int i = 0; i < 12; i++) {
      start(Bootstrap.DEMO, file);
    }
    Credentials last = read(file);

    assertThat(last.accounts()).as("passwords are told once").isEmpty();
    assertThat(accounts.byToken(first.token())).as("an older token").isEmpty();
    Caller caller = accounts.byToken(last.token()).orElseThrow();
    assertThat(caller.may(Right.SUBMISSION_WRITE) && caller.may(Right.EVALUATION_WRITE)).isTrue();
    assertThat(last.loginLinkPath()).startsWith(Accounts.LOGIN_LINK_PATH);
    String secret = last.loginLinkPath().substring(Accounts.LOGIN_LINK_PATH.length());
    assertThat(accounts.byLoginLink(secret).orElseThrow().account()).isEqualTo(caller.account());
  }

  @Test
  void accountsNobodyWasToldOfDoNotExist() {
    Path nowhere = folder.resolve("missing").resolve("credentials.json");

    assertThatThrownBy(() -> start(Bootstrap.DEMO, nowhere))
        .hasMessageContaining("credentials cannot be written");

    assertThat(store.none()).isTrue();
  }

  private String start(Bootstrap bootstrap, @Nullable Path file) {
    var properties =
        new AccessProperties(
            folder, bootstrap, file, Duration.ofDays(90), 10, 10, Duration.ofMinutes(15), 5);
    var audit = new TestEvidence(database, folder.resolve("blobs")).audit();
    var context = new Context(properties, database.transactions(), audit, () -> NOW, RANDOM);
    var tokens =
        new Tokens(
            new TokenStore(database.client()), new Pepper(new KeptSecret("pepper")), context);
    accounts =
        new StoredAccounts(store, new LoginStore(database.client()), tokens, passwords, context);
    var terminal = new ByteArrayOutputStream();
    new FirstAccounts(
            accounts,
            tokens,
            store,
            passwords,
            context,
            new PrintStream(terminal, true, StandardCharsets.UTF_8))
        .run(new DefaultApplicationArguments());
    return terminal.toString(StandardCharsets.UTF_8);
  }

  private static Credentials read(Path file) throws IOException {
    return JsonMapper.shared().readValue(Files.readString(file), Credentials.class);
  }
}

package ki.testbed.access;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import ki.testbed.access.StoredAccounts.Context;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import tools.jackson.databind.json.JsonMapper;

/**
 * Gives a new installation its accounts, with passwords nobody has chosen. They are told once,
 * before they count: where telling fails, the next start makes others.
 */
final class FirstAccounts implements ApplicationRunner {
  private static final String SCRIPTED = "submitter";
  private static final String TOKEN_NAME = "demo";
  private static final Duration TOKEN_LIFETIME = Duration.ofDays(30);

  private final Accounts accounts;
  private final Tokens tokens;
  private final AccountStore store;
  private final Passwords passwords;
  private final Context context;
  private final PrintStream terminal;

  FirstAccounts(
      Accounts accounts,
      Tokens tokens,
      AccountStore store,
      Passwords passwords,
      Context context,
      PrintStream terminal) {
    this.accounts = accounts;
    this.tokens = tokens;
    this.store = store;
    this.passwords = passwords;
    this.context = context;
    this.terminal = terminal;
  }

  /** A new account and its password. */
  record NewAccount(String login, String password) {}

  /** What the demo's script reads. */
  record Credentials(String loginLinkPath, String token, List<NewAccount> accounts) {}

  @Override
  public void run(ApplicationArguments arguments) {
    if (context.properties().bootstrap() == AccessProperties.Bootstrap.DEMO) {
      context.transactions().executeWithoutResult(_ -> create());
    }
  }

  private void create() {
    store.lockBootstrap();
    List<NewAccount> created = store.none() ? createAll() : List.of();
    @Nullable Path file = context.properties().bootstrapFile();
    if (file != null) {
      leave(file, created);
    } else {
      print(created);
    }
  }

  private List<NewAccount> createAll() {
    var startup = store.createOrganisation("Demo Startup", OrganisationKind.SUBMITTER);
    var examiners = store.createOrganisation("Test organisation", OrganisationKind.TEST);
    var operations = store.createOrganisation("Operations", OrganisationKind.OPERATIONS);
    var created = new ArrayList<NewAccount>();
    for (Role role : Role.values()) {
      OrganisationId home =
          switch (role) {
            case SUBMITTER, RESEARCHER -> startup;
            case REVIEWER, EXAMINER -> examiners;
            case OPERATOR, ADMIN -> operations;
          };
      created.add(create(home, role));
    }
    context
        .audit()
        .record(
            OrganisationId.PLATFORM, Optional.empty(), AuditAction.ACCOUNTS_CREATED, "demo", "");
    return created;
  }

  private NewAccount create(OrganisationId home, Role role) {
    String login = role.name().toLowerCase(Locale.ROOT);
    String name = role.name().charAt(0) + login.substring(1);
    String password = passwords.generate();
    AccountId account = store.createAccount(home, login, name, passwords.hash(password));
    store.createMembership(account, home, EnumSet.of(role));
    return new NewAccount(login, password);
  }

  private void print(List<NewAccount> created) {
    if (!created.isEmpty()) {
      terminal.println("Accounts of this new installation. Their passwords are shown this once:");
      created.forEach(one -> terminal.printf("  %-12s %s%n", one.login(), one.password()));
      terminal.flush();
    }
  }

  private void leave(Path file, List<NewAccount> created) {
    Caller caller =
        store
            .byLogin(SCRIPTED)
            .map(AccountStore.Login::caller)
            .orElseThrow(() ->
                new IllegalStateException(
                    "testbed.access.bootstrap-file needs the account " + SCRIPTED));
    accounts.tokens(caller).stream()
        .filter(token -> token.name().equals(TOKEN_NAME))
        .forEach(token -> accounts.revokeToken(caller, token.id()));
    var scopes =
        Set.of("submission:read", "submission:write", "evaluation:read", "evaluation:write");
    String token = tokens.create(caller, TOKEN_NAME, scopes, TOKEN_LIFETIME).secret();
    String link = accounts.newLoginLink(caller.account(), context.properties().linkLifetime());
    var credentials = new Credentials(Accounts.LOGIN_LINK_PATH + link, token, created);
    try {
      KeptSecret.ownFile(file, JsonMapper.shared().writeValueAsString(credentials));
    } catch (IOException e) {
      throw new UncheckedIOException("the credentials cannot be written to " + file, e);
    }
  }
}

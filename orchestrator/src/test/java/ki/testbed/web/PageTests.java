package ki.testbed.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import ki.testbed.Showcase;
import ki.testbed.SignedIn;
import ki.testbed.TestDatabase;
import ki.testbed.access.Accounts;
import ki.testbed.access.Caller;
import ki.testbed.access.Role;
import ki.testbed.access.TestCallers;
import ki.testbed.evaluation.Evaluation;
import ki.testbed.showcase.ShownEvaluations;
import ki.testbed.showcase.Stories;
import ki.testbed.submission.SubmissionState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.boot.webmvc.test.autoconfigure.MockMvcPrint;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

@SpringBootTest(classes = Showcase.class)
@ContextConfiguration(initializers = TestDatabase.Settings.class)
@AutoConfigureMockMvc(print = MockMvcPrint.NONE)
class PageTests {
  @Autowired MockMvcTester mvc;
  @Autowired Accounts accounts;
  @Autowired Stories stories;
  @Autowired ShownEvaluations evaluations;

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  RequestMappingHandlerMapping mappings;

  private Caller caller;
  private Cookie cookie;

  @BeforeEach
  void begin() {
    TestDatabase.shared().empty();
    caller = TestCallers.submitter();
    cookie = SignedIn.cookie(mvc, accounts, caller);
  }

  @AfterEach
  void end() {
    evaluations.databaseAway(false);
  }

  private MvcTestResult get(String path) {
    return mvc.get().uri(path).cookie(cookie).exchange();
  }

  @Test
  void everyPageHasARuleAndEveryRuleAPage() {
    Set<String> mapped = new HashSet<>();
    mappings
        .getHandlerMethods()
        .keySet()
        .forEach(info ->
            info.getPatternValues().stream()
                .filter(pattern -> !pattern.startsWith("/api") && !pattern.equals("/error"))
                .forEach(pattern ->
                    info.getMethodsCondition()
                        .getMethods()
                        .forEach(method -> mapped.add(method + " " + pattern))));

    Set<String> ruled = new HashSet<>();
    PageRules.ALL.stream()
        .filter(rule -> !rule.pattern().endsWith("**") && !rule.pattern().endsWith(".ico"))
        .forEach(rule -> ruled.add(rule.method() + " " + rule.pattern()));
    assertThat(mapped).isEqualTo(ruled);
  }

  @Test
  void everyPageSpeaksBothLanguagesWithoutAGap() {
    Evaluation good = stories.good(caller);
    Evaluation failed = stories.failed(caller);
    List<String> paths =
        new ArrayList<>(
            List.of(
                "/",
                "/start",
                "/login",
                "/submissions",
                "/submissions/new",
                "/evaluations",
                "/account",
                "/problems/OOM_KILLED",
                "/problems/LAG_TOO_LARGE"));
    paths.add("/submissions/" + good.submission());
    paths.add(
        "/submissions/"
            + stories.submission(caller, "hasty-triage", SubmissionState.REJECTED).id());
    for (Evaluation one :
        List.of(
            good,
            failed,
            stories.slow(caller),
            stories.faulty(caller),
            stories.running(caller),
            stories.queued(caller))) {
      paths.add("/evaluations/" + one.id());
      one.runs().forEach(run -> paths.add("/runs/" + run.id()));
    }
    for (String path : paths) {
      for (String language : List.of("de", "en")) {
        MvcTestResult page = get(path + "?lang=" + language);

        assertThat(page).as(path).hasStatusOk();
        assertThat(page)
            .bodyText()
            .as(path)
            .contains("<html lang=\"" + language + "\"")
            .doesNotContain("??")
            .doesNotContain("Optional[");
      }
    }
  }

  @Test
  void nobodySeesAnythingWithoutSigningIn() {
    MvcTestResult page = mvc.get().uri("/evaluations/" + stories.good(caller).id()).exchange();

    assertThat(page).hasStatus(302);
    assertThat(page.getResponse().getHeader("Location"))
        .startsWith("/login?next=%2Fevaluations%2F");
  }

  @Test
  void foreignAndMissingPagesAreOneAndTheSame() {
    Evaluation foreign = stories.good(TestCallers.submitter());

    for (String path :
        List.of(
            "/evaluations/" + foreign.id(),
            "/evaluations/" + UUID.randomUUID(),
            "/runs/" + foreign.runs().getFirst().id(),
            "/runs/no-id",
            "/no-such-page")) {
      assertThat(get(path)).as(path).hasStatus(404);
    }
  }

  @Test
  void theOneTimeLinkWorksOnce() {
    String link =
        Accounts.LOGIN_LINK_PATH + accounts.newLoginLink(caller.account(), Duration.ofMinutes(5));

    assertThat(mvc.get().uri(link)).hasStatus(302).hasRedirectedUrl("/submissions");
    assertThat(mvc.get().uri(link)).hasStatus(401).bodyText().contains("used or has expired");
  }

  @Test
  void theSessionCookieIsOutOfReachForScripts() {
    String link =
        Accounts.LOGIN_LINK_PATH + accounts.newLoginLink(caller.account(), Duration.ofMinutes(5));

    String plain = mvc.get().uri(link).exchange().getResponse().getHeader("Set-Cookie");
    String other =
        Accounts.LOGIN_LINK_PATH + accounts.newLoginLink(caller.account(), Duration.ofMinutes(5));
    String secure =
        mvc.get().uri(other).secure(true).exchange().getResponse().getHeader("Set-Cookie");

    assertThat(plain).startsWith("testbed=").contains("HttpOnly").contains("SameSite=Lax");
    assertThat(secure).startsWith("__Host-testbed=").contains("Secure").contains("Path=/");
  }

  @Test
  void aPersonMakesATokenOnThePageSeesItOnceAndEndsIt() throws Exception {
    var made =
        mvc.post()
            .uri("/account/tokens")
            .param("name", "for scripts")
            .param("scopes", "submission:read")
            .cookie(cookie)
            .with(SecurityMockMvcRequestPostProcessors.csrf())
            .exchange();
    String shown = made.getResponse().getContentAsString();
    var secret = Pattern.compile("tb_\\w{12}_\\w{43}_\\w{6}").matcher(shown);
    assertThat(secret.find()).as(shown).isTrue();

    assertThat(accounts.byToken(secret.group()).orElseThrow().scopes())
        .containsExactly("submission:read");
    assertThat(get("/account"))
        .bodyText()
        .contains("for scripts")
        .doesNotContain(secret.group())
        .as("no token may carry it")
        .doesNotContain("token:write");

    String id = accounts.tokens(caller).getFirst().id();
    assertThat(
            mvc.post()
                .uri("/account/tokens/" + id + "/revocation")
                .cookie(cookie)
                .with(SecurityMockMvcRequestPostProcessors.csrf()))
        .hasStatus(302);
    assertThat(accounts.byToken(secret.group())).isEmpty();
  }

  @Test
  void signingOutEndsTheSession() {
    assertThat(
            mvc.post()
                .uri("/logout")
                .cookie(cookie)
                .with(SecurityMockMvcRequestPostProcessors.csrf()))
        .hasStatus(302);

    assertThat(get("/submissions")).hasStatus(302);
  }

  @Test
  void formsWithoutTheirTokenAreRefused() {
    String path = "/submissions/" + stories.good(caller).submission() + "/withdrawal";

    assertThat(mvc.post().uri(path).cookie(cookie)).hasStatus(403);
    assertThat(
            mvc.post().uri(path).cookie(cookie).with(SecurityMockMvcRequestPostProcessors.csrf()))
        .hasStatus(302);
  }

  @Test
  void aWrongPasswordIsToldInWordsAndLeadsNowhere() {
    MvcTestResult page =
        mvc.post()
            .uri("/login")
            .param("login", "nobody")
            .param("password", "wrong")
            .param("next", "//evil.example")
            .with(SecurityMockMvcRequestPostProcessors.csrf())
            .exchange();

    assertThat(page)
        .hasStatus(401)
        .bodyText()
        .contains("The name or the password is wrong.")
        .doesNotContain("evil.example");
  }

  @Test
  void nothingInlineAndNothingFromElsewhere() {
    MvcTestResult page = get("/evaluations/" + stories.good(caller).id());

    assertThat(page.getResponse().getHeader("Content-Security-Policy"))
        .isEqualTo(PageSecurity.POLICY);
    assertThat(page.getResponse().getHeader("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(page.getResponse().getHeader("Cache-Control")).contains("no-store");
    assertThat(page).bodyText().doesNotContain(" style=\"", "<style", " onclick=", "<script>");
  }

  @Test
  void textOfAContainerIsShownAsText() {
    MvcTestResult page = get("/runs/" + stories.failed(caller).runs().getFirst().id());

    assertThat(page)
        .bodyText()
        .contains("&lt;b&gt;no model&lt;/b&gt;")
        .doesNotContain("<b>no model</b>")
        .doesNotContain("\u202e");
  }

  @Test
  void withoutDatabaseThePageSaysWhatToDo() {
    evaluations.databaseAway(true);

    assertThat(get("/evaluations"))
        .hasStatus(503)
        .bodyText()
        .contains("Try again in a few seconds");
  }

  @Test
  void whatARoleMayNotSeeIsSaidPolitely() {
    assertThat(get("/nodes"))
        .hasStatus(403)
        .bodyText()
        .contains("Your role does not allow this page");
    Cookie operator =
        SignedIn.cookie(mvc, accounts, TestCallers.member(TestDatabase.shared(), Role.OPERATOR));
    assertThat(mvc.get().uri("/nodes").cookie(operator)).hasStatusOk();
  }

  @Test
  void theFailureBlockSaysWhatWhoAndNext() {
    MvcTestResult page = get("/evaluations/" + stories.failed(caller).id() + "?lang=en");

    assertThat(page)
        .bodyText()
        .contains(
            "PORT_NEVER_OPENED", "8080", "120 s", "What happened", "Who has to act", "Next step");
  }

  @Test
  void theDescriptionOfTheApiIsServed() {
    assertThat(mvc.get().uri("/openapi/testbed-v1.yaml"))
        .hasStatusOk()
        .bodyText()
        .startsWith("openapi: 3.1.0");
  }
}

package ki.testbed.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import ki.testbed.TestDatabase;
import ki.testbed.WholeProgram;
import ki.testbed.access.Accounts;
import ki.testbed.access.Caller;
import ki.testbed.access.Role;
import ki.testbed.access.TestCallers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What a submitter does, in a real browser, with the whole service on a real engine. */
@Tag("browser")
@Tag("engine")
@SpringBootTest(
    classes = WholeProgram.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@DirtiesContext
class JourneyTests {
  private static final Path RUNNERS = Path.of("..", "runners");
  private static final Path SCREENS = Path.of("..", "target", "screens");
  private static final double LONG = Duration.ofMinutes(3).toMillis();
  private static final Locator.WaitForOptions ATTACHED =
      new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED);
  private static final TestDatabase DATABASE = TestDatabase.separate("journey");

  @LocalServerPort private int port;
  @Autowired private Accounts accounts;
  @TempDir private Path folder;

  private Browser browser;
  private Page page;

  @DynamicPropertySource
  static void engine(DynamicPropertyRegistry settings) {
    DATABASE.connection().forEach((name, value) -> settings.add(name, () -> value));
    settings.add("server.port", () -> "0");
    settings.add("testbed.management.port", () -> "0");
    settings.add("testbed.access.bootstrap", () -> "none");
    settings.add("testbed.home", () -> TestDatabase.temporaryFolder("journey").toString());
    settings.add("testbed.demonstration", () -> "true");
    settings.add("testbed.sandbox.backend", () -> "docker");
    settings.add("testbed.sandbox.docker.host", () -> System.getProperty("testbed.engine"));
    settings.add("testbed.submission.uploads.reserve", () -> "1MB");
    settings.add(
        "testbed.runner.image",
        () -> RUNNERS.resolve("harness/target/runner-image.tar").toAbsolutePath().normalize().toString());
  }

  @BeforeEach
  void signIn() {
    Caller caller = TestCallers.member(DATABASE, Role.SUBMITTER);
    browser = new Browser();
    BrowserContext window = browser.window(1280, "en-GB", true, ColorScheme.LIGHT);
    page = browser.watched(window, origin());
    page.navigate(
        origin()
            + Accounts.LOGIN_LINK_PATH
            + accounts.newLoginLink(caller.account(), Duration.ofMinutes(5)));
  }

  @AfterEach
  void close() {
    browser.close();
  }

  private String origin() {
    return "http://127.0.0.1:" + port;
  }

  private void submit(Path archive, String manifest) {
    page.navigate(origin() + "/submissions/new");
    page.setInputFiles("#archive", archive);
    page.fill("textarea[name=manifest]", manifest);
    page.click("#submit-button");
    page.waitForURL("**/submissions/*-*");
  }

  private void start(String plan) {
    within("form.start").waitFor();
    page.check("input[name=plan][value='" + plan + "']");
    page.check("input[name=mode][value=MEASURED]");
    page.click("form.start button");
    page.waitForURL("**/evaluations/*-*");
  }

  private Locator within(String selector) {
    page.setDefaultTimeout(LONG);
    return page.locator(selector).first();
  }

  private void shoot(String name) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(SCREENS.resolve("journey-" + name + ".png"))
            .setFullPage(true));
  }

  @Test
  void aContainerIsHandedInFollowedAndItsResultRead() throws IOException {
    submit(RUNNERS.resolve("samples/target/langid-image.tar"), manifest("langid/testbed.yaml"));
    start("language-identification-smoke@1");
    within("section.live").waitFor();
    shoot("live");
    within("section.answer").waitFor();
    shoot("result");
    assertThat(page.textContent("section.answer")).contains("Accuracy").contains("met");
    page.locator("aside h2 a").first().click();
    page.waitForURL("**/runs/*-*");
    assertThat(within("dt:text-is('interfaces') + dd").textContent()).isEqualTo("lo");
    shoot("run");
    String statement = handOver();
    decide(statement, "one");
    decide(statement, "two");
    page.reload();
    within("a[href$='/bundle']").waitFor();
    shoot("statement-decided");
    assertThat(browser.complaints()).isEmpty();
  }

  /** The submitter gives every level and hands the statement over; its id. */
  private String handOver() {
    page.goBack();
    within("section.answer a[href$='/statement']").click();
    within("details.label-criterion").waitFor();
    page.waitForLoadState();
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)");
    shoot("statement");
    page.evaluate(
        "document.querySelectorAll('select[name^=level-]').forEach(one => one.value = '2')");
    page.fill("input[name=rationale][form=levels]", "our own view of the system");
    page.click("p.save button");
    within("text=75 of 75 indicators").waitFor();
    page.waitForLoadState();
    page.evaluate(
        "document.querySelectorAll('select[name^=need-]').forEach(one => one.value = '1')");
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)");
    page.click("form.needs button");
    within("text=answered about the protection need").waitFor(ATTACHED);
    page.click("form:has(input[value=SELF_ASSESSED]) button");
    page.click("form:has(input[value=IN_REVIEW]) button");
    within("text=in examination").waitFor();
    page.waitForLoadState();
    String action = within("form#levels").getAttribute("action");
    return action.split("/")[2];
  }

  /** An examiner of another organisation takes it on, judges what is open, and signs. */
  private void decide(String statement, String name) {
    Caller examiner = TestCallers.member(DATABASE, Role.EXAMINER);
    BrowserContext window = browser.window(1280, "en-GB", true, ColorScheme.LIGHT);
    Page desk = browser.watched(window, origin());
    desk.navigate(
        origin()
            + Accounts.LOGIN_LINK_PATH
            + accounts.newLoginLink(examiner.account(), Duration.ofMinutes(5)));
    desk.navigate(origin() + "/reviews");
    desk.click("a[href='/reviews/" + statement + "']");
    desk.fill("input[name=declaration]", "no ties to this submitter");
    desk.click("form:has(input[name=declaration]) button");
    desk.waitForSelector("form.sign");
    while (desk.locator(".concern form").count() > 0) {
      int judged = desk.locator(".concern .tag").count();
      desk.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)");
      desk.locator(".concern form input[name=text]").first().fill("known, and borne by a person");
      desk.locator(".concern form button").first().click();
      desk.locator(".concern .tag").nth(judged).waitFor(ATTACHED);
      desk.waitForLoadState();
    }
    desk.check("input[name=decision][value=VALIDATED]");
    desk.fill("form.sign input[name=reason]", "the measurements bear it out");
    desk.screenshot(
        new Page.ScreenshotOptions().setPath(SCREENS.resolve("journey-review-" + name + ".png")));
    desk.click("form.sign button");
    desk.locator("text=signed: confirmed by two examiners").first().waitFor(ATTACHED);
  }

  @Test
  void mistakesAreSaidAndNothingIsLost() throws IOException {
    page.navigate(origin() + "/submissions/new");
    page.fill("textarea[name=manifest]", manifest("langid/testbed.yaml") + "colour: blue\n");
    within("#findings >> text=colour").waitFor();
    shoot("unknown-key");

    Path text = Files.writeString(folder.resolve("notes.tar"), "this is no archive");
    submit(text, manifest("langid/testbed.yaml"));
    within("text=I101").waitFor();
    shoot("no-archive");
    assertThat(page.locator("form.start").count()).isZero();
  }

  @Test
  void aRunningEvaluationIsCancelled() throws IOException {
    submit(RUNNERS.resolve("samples/target/broken-image.tar"), manifest("broken/slow.yaml"));
    start("language-identification-smoke@1");
    within("text=running").waitFor();
    page.click("text=Cancel");
    within("text=It was cancelled on request").waitFor();
    shoot("cancelled");
    String first = page.url();
    page.click("text=Measure again");
    page.waitForURL(url -> url.contains("/evaluations/") && !url.equals(first));
    within("text=Cancel").click();
    within("text=It was cancelled on request").waitFor();
  }

  private static String manifest(String sample) throws IOException {
    return Files.readString(RUNNERS.resolve("samples").resolve(sample));
  }
}

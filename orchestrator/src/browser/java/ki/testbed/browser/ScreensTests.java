package ki.testbed.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import ki.testbed.Showcase;
import ki.testbed.TestDatabase;
import ki.testbed.access.Accounts;
import ki.testbed.access.Caller;
import ki.testbed.access.Role;
import ki.testbed.access.TestCallers;
import ki.testbed.queue.NodeReport;
import ki.testbed.queue.Nodes;
import ki.testbed.showcase.Stories;
import ki.testbed.submission.SubmissionState;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ContextConfiguration;

/** Every page in a real browser: wide and narrow, German and English, light and dark. The pictures lie in {@code target/screens} of the project. */
@Tag("browser")
@SpringBootTest(classes = Showcase.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = TestDatabase.Settings.class)
class ScreensTests {
  private static final Path SCREENS = Path.of("..", "target", "screens");

  @LocalServerPort int port;
  @Autowired Stories stories;
  @Autowired Accounts accounts;
  @Autowired Nodes nodes;
  @Autowired java.time.InstantSource clock;

  private Map<String, String> pages(Caller caller) {
    var good = stories.good(caller);
    var failed = stories.failed(caller);
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("home", "/");
    pages.put("start", "/start");
    pages.put("submission-new", "/submissions/new");
    pages.put("submission-rejected", "/submissions/" + stories.submission(caller, "hasty-triage", SubmissionState.REJECTED).id());
    pages.put("submission-checking", "/submissions/" + stories.submission(caller, "fresh-triage", SubmissionState.CHECKING).id());
    pages.put("submission-accepted", "/submissions/" + good.submission());
    pages.put("evaluation-good", "/evaluations/" + good.id());
    pages.put("evaluation-slow", "/evaluations/" + stories.slow(caller).id());
    pages.put("evaluation-faulty", "/evaluations/" + stories.faulty(caller).id());
    pages.put("evaluation-failed", "/evaluations/" + failed.id());
    pages.put("evaluation-running", "/evaluations/" + stories.running(caller).id());
    pages.put("evaluation-queued", "/evaluations/" + stories.queued(caller).id());
    pages.put("run-good", "/runs/" + good.runs().getLast().id());
    pages.put("run-failed", "/runs/" + failed.runs().getFirst().id());
    pages.put("submissions", "/submissions");
    pages.put("evaluations", "/evaluations");
    pages.put("account", "/account");
    pages.put("nodes", "/nodes");
    pages.put("plans", "/plans");
    pages.put("problem", "/problems/PORT_NEVER_OPENED");
    pages.put("missing", "/evaluations/00000000-0000-0000-0000-000000000000");
    return pages;
  }

  @Test
  void everyPageIsSeenAtBothWidthsInBothLanguages() {
    TestDatabase.shared().empty();
    Caller caller = TestCallers.member(TestDatabase.shared(), Role.SUBMITTER, Role.OPERATOR);
    nodes.seen(new NodeReport("local", "docker", "T1", 2, 25_000_000_000L, Map.of("engine", "20.10.24", "kernel", "6.1", "cgroup", "2")), clock.instant());
    Map<String, String> pages = pages(caller);
    try (var browser = new Browser()) {
      for (String language : new String[] {"de-DE", "en-GB"}) {
        for (int width : new int[] {1280, 360}) {
          see(browser, caller, pages, language, width, ColorScheme.LIGHT);
        }
      }
      see(browser, caller, pages, "en-GB", 1280, ColorScheme.DARK);
      // Pages turned faster than the server notices closed streams: beyond six per caller it answers 503, and the page asks again.
      assertThat(browser.complaints())
          .filteredOn(one -> !one.contains("404") && !one.contains("status of 503") && !one.endsWith("[object Event]"))
          .isEmpty();
    }
  }

  private void see(Browser browser, Caller caller, Map<String, String> pages, String language, int width, ColorScheme scheme) {
    String origin = "http://127.0.0.1:" + port;
    try (BrowserContext window = browser.window(width, language, true, scheme)) {
      Page page = browser.watched(window, origin);
      page.navigate(origin + "/login");
      shoot(page, "login", language, width, scheme);
      page.navigate(origin + Accounts.LOGIN_LINK_PATH + accounts.newLoginLink(caller.account(), Duration.ofMinutes(5)));
      pages.forEach(
          (name, path) -> {
            page.navigate(origin + path);
            shoot(page, name, language, width, scheme);
          });
    }
  }

  private static void shoot(Page page, String name, String language, int width, ColorScheme scheme) {
    String file = "%s-%s-%d%s.png".formatted(name, language.substring(0, 2), width, scheme == ColorScheme.DARK ? "-dark" : "");
    page.screenshot(new Page.ScreenshotOptions().setPath(SCREENS.resolve(file)).setFullPage(true));
    int reach = (int) page.evaluate("document.documentElement.scrollWidth");
    assertThat(reach).as("%s is wider than the window", file).isLessThanOrEqualTo(width);
  }
}

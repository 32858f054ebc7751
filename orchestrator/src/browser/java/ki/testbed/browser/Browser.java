package ki.testbed.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** The Chromium of this machine; it notes everything a page should not do. */
final class Browser implements AutoCloseable {
  private static final Path CHROMIUM = Path.of(System.getProperty("testbed.chromium", "/usr/bin/chromium"));
  private static final List<String> QUIET =
      List.of("--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync");

  private final Playwright playwright;
  private final com.microsoft.playwright.Browser chromium;
  private final List<String> complaints = Collections.synchronizedList(new ArrayList<>());

  Browser() {
    playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    boolean root = "root".equals(System.getProperty("user.name"));
    chromium =
        playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(CHROMIUM).setChromiumSandbox(!root).setArgs(QUIET));
  }

  /** A window of its own, with its own cookies. */
  BrowserContext window(int width, String language, boolean script, ColorScheme scheme) {
    BrowserContext context =
        chromium.newContext(
            new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(width, 800)
                .setLocale(language)
                .setJavaScriptEnabled(script)
                .setColorScheme(scheme));
    context.setDefaultTimeout(15_000);
    return context;
  }

  /** Notes errors of the console, of scripts, of the content policy, and requests that leave our origin. */
  Page watched(BrowserContext context, String origin) {
    Page page = context.newPage();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") || message.type().equals("warning")) {
            complaints.add(page.url() + ": " + message.text());
          }
        });
    page.onPageError(error -> complaints.add(page.url() + ": " + error));
    page.onRequest(
        request -> {
          if (!request.url().startsWith(origin) && !request.url().startsWith("blob:") && !request.url().startsWith("data:")) {
            complaints.add("a request left our origin: " + request.url());
          }
        });
    return page;
  }

  /** What pages should not have done, in order. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  @Override
  public void close() {
    chromium.close();
    playwright.close();
  }
}

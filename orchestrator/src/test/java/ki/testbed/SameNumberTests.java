package ki.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ki.testbed.access.Accounts;
import ki.testbed.access.Caller;
import ki.testbed.access.TestCallers;
import ki.testbed.evaluation.Evaluation;
import ki.testbed.evaluation.Run;
import ki.testbed.evidence.Evidence;
import ki.testbed.evidence.EvidenceKind;
import ki.testbed.evidence.EvidenceReader;
import ki.testbed.evidence.plot.Figures;
import ki.testbed.metrics.SameNumber;
import ki.testbed.rules.Decimal;
import ki.testbed.showcase.Stories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.boot.webmvc.test.autoconfigure.MockMvcPrint;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/**
 * The p99 of a stored result is one number: in the stored file, in the raw rows, in the API, on the
 * pages and in Prometheus.
 */
@SpringBootTest(classes = Showcase.class)
@ContextConfiguration(initializers = TestDatabase.Settings.class)
@AutoConfigureMockMvc(print = MockMvcPrint.NONE)
@Import(SameNumber.class)
class SameNumberTests {
  @Autowired MockMvcTester mvc;
  @Autowired Stories stories;
  @Autowired Accounts accounts;
  @Autowired Evidence evidence;
  @Autowired EvidenceReader reader;
  @Autowired SameNumber scraped;

  private Caller caller;
  private Evaluation evaluation;
  private Run run;
  private long nanos;

  @BeforeEach
  void begin() {
    TestDatabase.shared().empty();
    caller = TestCallers.submitter();
    evaluation = stories.slow(caller);
    run = evaluation.runs().getLast();
    var result =
        EvidenceReader.last(evidence.items(run.id().value()), EvidenceKind.RESULT).orElseThrow();
    String millis =
        JsonPath.<net.minidev.json.JSONArray>read(
                reader.text(result), "$.measurements[?(@.metric=='latency_p99@1')].value")
            .getFirst()
            .toString();
    nanos = nanos(new BigDecimal(millis));
  }

  private static long nanos(BigDecimal millis) {
    return millis.movePointRight(6).longValueExact();
  }

  @Test
  void rawRowsGiveTheStoredNumber() {
    long computed =
        reader
            .latencies(evidence.items(run.id().value()), true)
            .orElseThrow()
            .quantile(990_000)
            .orElseThrow();

    assertThat(computed).isEqualTo(nanos);
  }

  @Test
  void apiGivesTheStoredNumber() throws Exception {
    String token =
        accounts.newToken(caller, "same", Set.of("evaluation:read"), Duration.ofHours(1)).secret();
    String result = body("/api/v1/evaluations/" + evaluation.id() + "/result", token);
    String measurements = body("/api/v1/runs/" + run.id() + "/measurements", token);

    assertThat(nanos(number(result, "\"p99\":([0-9.]+)"))).isEqualTo(nanos);
    assertThat(nanos(number(measurements, "\"metric\":\"latency_p99@1\",\"value\":([0-9.]+)")))
        .isEqualTo(nanos);
  }

  private String body(String path, String token) throws Exception {
    return mvc.get()
        .uri(path)
        .header("Authorization", "Bearer " + token)
        .exchange()
        .getResponse()
        .getContentAsString();
  }

  private static BigDecimal number(String text, String pattern) {
    Matcher found = Pattern.compile(pattern).matcher(text);
    assertThat(found.find()).as(pattern).isTrue();
    return new BigDecimal(found.group(1));
  }

  @Test
  void pagesShowTheStoredNumber() throws Exception {
    var cookie = SignedIn.cookie(mvc, accounts, caller);
    String runPage =
        mvc.get()
            .uri("/runs/" + run.id())
            .cookie(cookie)
            .exchange()
            .getResponse()
            .getContentAsString();
    String evaluationPage =
        mvc.get()
            .uri("/evaluations/" + evaluation.id() + "?lang=de")
            .cookie(cookie)
            .exchange()
            .getResponse()
            .getContentAsString();

    int row = runPage.indexOf("id=\"m-latency-p99-1\"");
    assertThat(nanos(number(runPage.substring(row), ">([0-9.]+) ms<"))).isEqualTo(nanos);
    String shown = Figures.of(Locale.GERMAN).value(Decimal.ofNanosAsMillis(nanos), "ms");
    assertThat(evaluationPage).contains(">" + shown + "</a>");
  }

  @Test
  void prometheusGetsTheStoredNumber() {
    double seconds =
        scraped.value(
            "testbed_run_latency_quantile_seconds{run=\""
                + run.id()
                + "\",quantile=\"0.99\",bound=\"value\"");

    assertThat(BigDecimal.valueOf(seconds).movePointRight(9).longValueExact()).isEqualTo(nanos);
  }
}

package ki.testbed.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.util.ArrayList;
import java.util.List;
import ki.testbed.TestDatabase;
import ki.testbed.access.Accounts;
import ki.testbed.access.Caller;
import ki.testbed.access.TestCallers;
import ki.testbed.showcase.Stories;
import ki.testbed.submission.Submission;
import ki.testbed.submission.SubmissionState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@ApiTest
class ApiListTests {
  @Autowired MockMvcTester mvc;
  @Autowired Accounts accounts;
  @Autowired Stories stories;

  private Caller caller;
  private ApiClient client;

  @BeforeEach
  void begin() {
    TestDatabase.shared().empty();
    caller = TestCallers.submitter();
    client = ApiClient.of(mvc, accounts, caller);
  }

  @Test
  void aListIsReadToItsEndByCursor() throws Exception {
    for (int i = 0; i < 5; i++) {
      stories.submission(caller, "triage-" + i, SubmissionState.ACCEPTED);
    }
    List<String> names = new ArrayList<>();
    String path = "/submissions?limit=2";
    while (path != null) {
      MvcTestResult part = client.get(path);
      String body = part.getResponse().getContentAsString();
      names.addAll(JsonPath.<List<String>>read(body, "$.items[*].name"));
      boolean more = body.contains("\"next\"");
      assertThat(part.getResponse().containsHeader("Link")).isEqualTo(more);
      path = more ? "/submissions?limit=2&cursor=" + JsonPath.read(body, "$.next") : null;
    }

    assertThat(names).containsExactly("triage-4", "triage-3", "triage-2", "triage-1", "triage-0");
  }

  @Test
  void cursorsOfOtherListsOtherPeopleAndOwnMakingAreRefused() throws Exception {
    for (int i = 0; i < 3; i++) {
      stories.submission(caller, "triage-" + i, SubmissionState.ACCEPTED);
    }
    String cursor =
        JsonPath.read(
            client.get("/submissions?limit=1").getResponse().getContentAsString(), "$.next");
    ApiClient other = ApiClient.of(mvc, accounts, TestCallers.submitter());
    String changed = (cursor.startsWith("A") ? "B" : "A") + cursor.substring(1);

    assertThat(client.get("/submissions?cursor=" + cursor)).hasStatusOk();
    assertThat(client.get("/evaluations?cursor=" + cursor)).hasStatus(400);
    assertThat(other.get("/submissions?cursor=" + cursor)).hasStatus(400);
    assertThat(client.get("/submissions?cursor=" + changed)).hasStatus(400);
    assertThat(client.get("/submissions?cursor=x"))
        .hasStatus(400)
        .bodyJson()
        .extractingPath("$.reason")
        .isEqualTo("CURSOR_INVALID");
  }

  @Test
  void whatDidNotChangeIsNotSentAgain() {
    Submission submission = stories.submission(caller, "triage", SubmissionState.ACCEPTED);
    String tag = client.get("/submissions/" + submission.id()).getResponse().getHeader("ETag");

    assertThat(
            client
                .request(HttpMethod.GET, "/submissions/" + submission.id())
                .header("If-None-Match", tag)
                .exchange())
        .hasStatus(304);
  }

  @Test
  void withdrawingNeedsTheTagThatWasSeen() {
    Submission submission = stories.submission(caller, "triage", SubmissionState.ACCEPTED);
    String path = "/submissions/" + submission.id();
    String tag = client.get(path).getResponse().getHeader("ETag");

    assertThat(client.request(HttpMethod.DELETE, path).exchange()).hasStatus(428);
    assertThat(client.request(HttpMethod.DELETE, path).header("If-Match", "\"old\"").exchange())
        .hasStatus(412)
        .hasHeader("ETag", tag);
    assertThat(client.request(HttpMethod.DELETE, path).header("If-Match", tag).exchange())
        .hasStatusOk()
        .bodyJson()
        .extractingPath("$.state")
        .isEqualTo("WITHDRAWN");
    assertThat(client.request(HttpMethod.DELETE, path).header("If-Match", tag).exchange())
        .hasStatus(412);
  }
}

package ki.testbed.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import ki.testbed.TestDatabase;
import ki.testbed.access.Accounts;
import ki.testbed.access.TestCallers;
import ki.testbed.protocol.Sha256;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@ApiTest
class ApiUploadTests {
  private static final byte[] ARCHIVE =
      "an archive, as far as this test goes".getBytes(StandardCharsets.UTF_8);

  @Autowired MockMvcTester mvc;
  @Autowired Accounts accounts;

  private ApiClient client;

  @BeforeEach
  void begin() {
    TestDatabase.shared().empty();
    client = ApiClient.of(mvc, accounts, TestCallers.submitter());
  }

  private String announce() throws Exception {
    MvcTestResult answer =
        client.post(
            "/uploads",
            "one-upload",
            "{\"kind\":\"IMAGE\",\"sizeBytes\":%d,\"sha256\":\"%s\",\"mediaType\":\"application/x-tar\"}"
                .formatted(ARCHIVE.length, Sha256.of(ARCHIVE)));
    assertThat(answer).hasStatus(201);
    return JsonPath.read(answer.getResponse().getContentAsString(), "$.id");
  }

  private MvcTestResult send(String id, int from, int to) {
    byte[] chunk = Arrays.copyOfRange(ARCHIVE, from, to);
    String digest =
        Base64.getEncoder().encodeToString(HexFormat.of().parseHex(Sha256.of(chunk).hex()));
    return client
        .request(HttpMethod.PATCH, "/uploads/" + id)
        .contentType("application/offset+octet-stream")
        .header("Upload-Offset", from)
        .header("Content-Digest", "sha-256=:" + digest + ":")
        .header("Content-Length", chunk.length)
        .content(chunk)
        .exchange();
  }

  @Test
  void anArchiveArrivesInChunksAndIsSubmitted() throws Exception {
    String id = announce();

    assertThat(send(id, 0, 10))
        .hasStatus(204)
        .hasHeader("Upload-Offset", "10")
        .hasHeader("Upload-State", "OPEN");
    assertThat(client.request(HttpMethod.HEAD, "/uploads/" + id).exchange())
        .hasStatus(204)
        .hasHeader("Upload-Offset", "10");
    assertThat(send(id, 10, ARCHIVE.length)).hasStatus(204).hasHeader("Upload-State", "COMPLETE");

    MvcTestResult submitted =
        client.post(
            "/submissions",
            "one-submission",
            "{\"manifest\":\"apiVersion: testbed/v1\\nname: acme-triage\\nprotocol: oip-v2\\n\",\"image\":{\"uploadId\":\"%s\"}}"
                .formatted(id));
    assertThat(submitted)
        .hasStatus(202)
        .bodyJson()
        .extractingPath("$.name")
        .isEqualTo("acme-triage");
    assertThat(submitted.getResponse().getHeader("Location")).startsWith("/api/v1/submissions/");
  }

  @Test
  void chunksNeedTheirDigestAndTheirForm() throws Exception {
    String id = announce();

    assertThat(
            client
                .request(HttpMethod.PATCH, "/uploads/" + id)
                .contentType("application/offset+octet-stream")
                .header("Upload-Offset", 0)
                .content(ARCHIVE)
                .exchange())
        .hasStatus(400)
        .bodyJson()
        .extractingPath("$.reason")
        .isEqualTo("HEADER_MISSING");
    assertThat(
            client
                .request(HttpMethod.PATCH, "/uploads/" + id)
                .contentType("application/octet-stream")
                .header("Upload-Offset", 0)
                .content(ARCHIVE)
                .exchange())
        .hasStatus(415);
  }

  @Test
  void anUploadThatWasGivenUpIsGone() throws Exception {
    String id = announce();

    assertThat(client.request(HttpMethod.DELETE, "/uploads/" + id).exchange()).hasStatus(204);

    assertThat(client.request(HttpMethod.HEAD, "/uploads/" + id).exchange()).hasStatus(404);
  }
}

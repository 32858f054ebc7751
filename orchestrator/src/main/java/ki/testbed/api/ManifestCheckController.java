package ki.testbed.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Optional;
import ki.testbed.protocol.Finding;
import ki.testbed.protocol.Sha256;
import ki.testbed.rules.Checked;
import ki.testbed.rules.Manifest;
import ki.testbed.rules.ManifestRules;
import ki.testbed.submission.Submissions;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Findings about a manifest before anything is sent; writes nothing. */
@RestController
@RequestMapping(ApiRules.ROOT + "/manifest-checks")
class ManifestCheckController {
  private final Submissions submissions;

  ManifestCheckController(Submissions submissions) {
    this.submissions = submissions;
  }

  @PostMapping
  CheckView check(@Valid @RequestBody CheckRequest body) {
    Checked<Manifest> checked =
        ManifestRules.check(body.manifest(), submissions.limits().manifest());
    return new CheckView(
        checked.findings(),
        checked.value().map(Manifest::hash),
        checked.value().map(Manifest::effective));
  }

  /** Text of a testbed.yaml. */
  record CheckRequest(@NotNull String manifest) {}

  /**
   * What is wrong with it, and what it means.
   *
   * @param effective the manifest with every default filled in; absent if there are errors
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record CheckView(
      List<Finding> findings, Optional<Sha256> manifestHash, Optional<JsonNode> effective) {}
}

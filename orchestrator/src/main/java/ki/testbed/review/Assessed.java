package ki.testbed.review;

import java.util.List;
import java.util.Map;
import ki.testbed.protocol.Sha256;
import ki.testbed.rules.label.Assessment;
import ki.testbed.rules.label.DimensionResult;
import ki.testbed.rules.label.LabelScheme;
import ki.testbed.rules.label.NeedResult;
import ki.testbed.rules.label.Policy;
import ki.testbed.rules.label.Proposal;
import ki.testbed.rules.label.Standing;
import ki.testbed.rules.label.Validation;
import tools.jackson.databind.JsonNode;

/**
 * What follows from an evaluation and what persons said about it.
 *
 * @param proposals one per indicator
 * @param results dimensions under each policy of the scheme, the default first
 * @param ratings {@code ratings.json} of the bundle
 * @param result {@code result.json} of the bundle
 * @param content hash over all of it; what examiners sign
 */
public record Assessed(
    LabelScheme scheme,
    List<Proposal> proposals,
    Standing standing,
    List<NeedResult> needs,
    Validation validation,
    Map<Policy, List<DimensionResult>> results,
    List<Assessment> assessments,
    JsonNode ratings,
    JsonNode result,
    Sha256 content) {}

package ki.testbed.runner.driver;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import ki.testbed.protocol.Finding;
import ki.testbed.protocol.Outcome;
import ki.testbed.protocol.Sha256;
import tools.jackson.databind.JsonNode;

/** The conformance check of one SUT, once, before anything is measured. */
final class OipExamination {
  private static final int GOLDEN_TIMES = 3;
  private static final int MOST_PARALLEL = 8;

  private final OipTask task;
  private final OipRequests requests;
  private final ModelPath path;
  private final Caller caller;
  private final List<Finding> findings = new ArrayList<>();
  private final Set<Contract> found = new HashSet<>();
  private OipModel model = OipModel.UNKNOWN;
  private Optional<Sha256> metadata = Optional.empty();
  private Optional<Sha256> golden = Optional.empty();
  private int goldenBytes;
  private boolean idSeen;
  private int requestsMade;

  OipExamination(OipTask task, OipRequests requests, ModelPath path, Caller caller) {
    this.task = task;
    this.requests = requests;
    this.path = path;
    this.caller = caller;
  }

  /** The model as it describes itself; unknown if it does not. */
  OipModel model() {
    return model;
  }

  /** Whether answers carry an id. */
  boolean idSeen() {
    return idSeen;
  }

  Conformity conduct() {
    readDescriptions();
    compareWithTask();
    if (found.stream().noneMatch(OipExamination::isError)) {
      askGolden();
    }
    if (found.stream().noneMatch(OipExamination::isError)) {
      askInParallel();
      askWronglyShaped();
      askUnknownModel();
    }
    noteOddities();
    return new Conformity(findings, metadata, golden, goldenBytes);
  }

  private static boolean isError(Contract contract) {
    return contract.finding().isError();
  }

  private void found(Contract contract, String detail) {
    if (found.add(contract)) {
      findings.add(contract.finding(detail));
    }
  }

  private void readDescriptions() {
    Reply server = caller.call(requests.get("/v2"));
    boolean unknown = server instanceof Reply.Answer answer && answer.status() == 404;
    if (unknown && caller.call(requests.get("/v2/")).isOk()) {
      found(Contract.C243, "");
    } else if (json(server).filter(JsonNode::isObject).isEmpty()) {
      failed(server, Contract.C203, "/v2");
    }
    Reply described = caller.call(requests.get(path.base()));
    Optional<OipModel> read = json(described).flatMap(OipModel::read);
    if (read.isEmpty()) {
      failed(described, Contract.C203, "/v2/models/" + task.model());
    } else {
      model = read.get();
      metadata =
          described instanceof Reply.Answer answer
              ? Optional.of(Sha256.of(answer.body()))
              : metadata;
    }
  }

  private Optional<JsonNode> json(Reply reply) {
    return reply instanceof Reply.Answer answer
            && answer.status() == 200
            && StrictJson.read(answer.body()) instanceof StrictJson.Value(JsonNode node)
        ? Optional.of(node)
        : Optional.empty();
  }

  /** What failed, named by its cause where the cause has a name of its own. */
  private void failed(Reply reply, Contract otherwise, String detail) {
    switch (reply) {
      case Reply.Failure(Fault fault) when fault == Fault.NO_CONNECTION -> found(Contract.C213, "");
      case Reply.Failure(Fault fault)
          when fault == Fault.BODY_TOO_LONG || fault == Fault.TOO_MANY_CHUNKS ->
          found(Contract.C210, "");
      case Reply.Failure(Fault fault) when isBound(fault) -> found(Contract.C211, fault.name());
      case Reply.Failure _, Reply.Answer _ -> found(otherwise, detail);
    }
  }

  private static boolean isBound(Fault fault) {
    return fault.outcome() == Outcome.MALFORMED || fault.outcome() == Outcome.TOO_LARGE;
  }

  private void compareWithTask() {
    if (model.equals(OipModel.UNKNOWN)) {
      return;
    }
    for (JsonNode input : sampleInputs()) {
      Optional<Tensor> sent = Tensor.read(input);
      Optional<Tensor> declared = sent.flatMap(s -> model.input(s.name()));
      if (declared.isEmpty() || !sent.get().fits(declared.get())) {
        found(Contract.C204, input.path("name").stringValue("inputs"));
      }
    }
    task.scoredOutput().ifPresent(this::compareOutput);
    model.outputs().stream()
        .filter(o -> !o.hasJsonForm())
        .forEach(o -> found(Contract.C205, o.name()));
    model.inputs().stream()
        .filter(i -> !i.hasJsonForm())
        .forEach(i -> found(Contract.C205, i.name()));
  }

  private void compareOutput(String name) {
    if (model.output(name).filter(o -> o.datatype().equals("BYTES")).isEmpty()) {
      found(Contract.C204, name);
    }
  }

  private JsonNode sampleInputs() {
    if (StrictJson.read(task.samples().copyOf(0)) instanceof StrictJson.Value(JsonNode node)) {
      return node.path("inputs");
    }
    throw new IllegalStateException("the data set was not checked");
  }

  private void askGolden() {
    Set<Sha256> answers = new HashSet<>();
    for (int i = 0; i < GOLDEN_TIMES; i++) {
      Asked asked = ask(0);
      Reply reply = caller.call(asked.request());
      golden(asked, reply).ifPresent(answer -> answers.add(answer.outputsHash()));
      if (reply instanceof Reply.Answer answer) {
        goldenBytes = answer.body().length;
        if (!answer.persistent()) {
          found(Contract.C225, "");
        }
      }
    }
    if (answers.size() > 1) {
      found(Contract.C229, "");
    }
    golden = answers.stream().findFirst();
  }

  private record Asked(String id, byte[] request) {}

  /** The examination's ids only need to differ from each other; they are no secret. */
  private Asked ask(int sample) {
    requestsMade++;
    long high = 0x6b69L << 48 | requestsMade;
    long low =
        Sha256.of(task.model().getBytes(StandardCharsets.UTF_8)).hashCode() * 0x9E3779B97F4A7C15L
            + requestsMade;
    var out = io.netty.buffer.Unpooled.buffer(requests.bytes(sample));
    requests.write(sample, high, low, out);
    byte[] request = new byte[out.readableBytes()];
    out.readBytes(request);
    return new Asked(OipDriver.id(high, low), request);
  }

  private Optional<OipAnswer> golden(Asked asked, Reply reply) {
    if (!(reply instanceof Reply.Answer answer) || answer.status() != 200) {
      failed(reply, Contract.C206, reply.told());
      return Optional.empty();
    }
    switch (OipAnswer.read(answer.body(), model)) {
      case OipAnswer.NoJson _ -> found(Contract.C206, "HTTP 200, no JSON");
      case OipAnswer.BeyondBound _ -> found(Contract.C211, "JSON");
      case OipAnswer.Misfit _ -> found(Contract.C207, "");
      case OipAnswer.Fits(OipAnswer fits) -> {
        noteId(fits, asked, Contract.C208);
        return Optional.of(fits);
      }
    }
    return Optional.empty();
  }

  private void noteId(OipAnswer answer, Asked asked, Contract ifWrong) {
    if (answer.id().isEmpty()) {
      found(Contract.C220, "");
    } else {
      idSeen = true;
      if (!answer.id().get().equals(asked.id())) {
        found(ifWrong, "");
      }
    }
    if (!answer.root().path("model_name").isString()) {
      found(Contract.C242, "");
    }
  }

  private void askInParallel() {
    int width = Math.min(Math.min(task.maxConcurrency(), MOST_PARALLEL), task.samples().count());
    List<Asked> asked = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      asked.add(ask(i));
    }
    List<Reply> replies = caller.callAll(asked.stream().map(Asked::request).toList());
    for (int i = 0; i < width; i++) {
      if (replies.get(i) instanceof Reply.Answer answer
          && answer.status() == 200
          && OipAnswer.read(answer.body(), model) instanceof OipAnswer.Fits(OipAnswer fits)) {
        noteId(fits, asked.get(i), Contract.C209);
      } else {
        failed(replies.get(i), Contract.C206, replies.get(i).told());
      }
    }
  }

  /** The shape claims one element more than there is. */
  private void askWronglyShaped() {
    JsonNode inputs = sampleInputs();
    String wrong =
        new String(StrictJson.write(inputs), StandardCharsets.UTF_8)
            .replaceFirst("\"shape\":\\[(\\d+)", "\"shape\":[7$1");
    byte[] body = ("{\"id\":\"0\",\"inputs\":" + wrong + "}").getBytes(StandardCharsets.UTF_8);
    Reply reply = caller.call(requests.post(path.infer(), body));
    if (reply.isOk()) {
      found(Contract.C221, "");
    } else if (reply.outcome() != Outcome.HTTP_4XX) {
      found(Contract.C222, reply.told());
    } else {
      lookAtError(reply);
    }
  }

  private void askUnknownModel() {
    byte[] body =
        ("{\"id\":\"0\",\"inputs\":"
                + new String(StrictJson.write(sampleInputs()), StandardCharsets.UTF_8)
                + "}")
            .getBytes(StandardCharsets.UTF_8);
    Reply reply = caller.call(requests.post(ModelPath.of(task.model() + "-unknown").infer(), body));
    if (reply instanceof Reply.Answer answer && answer.status() == 404) {
      lookAtError(reply);
    } else {
      found(Contract.C223, reply.told());
    }
  }

  private void lookAtError(Reply reply) {
    boolean hasText =
        reply instanceof Reply.Answer answer
            && StrictJson.read(answer.body()) instanceof StrictJson.Value(JsonNode node)
            && node.path("error").isString();
    if (!hasText) {
      found(Contract.C224, "");
    }
  }

  private void noteOddities() {
    if (path.base().contains("/versions/")) {
      found(Contract.C227, "");
    }
    if (caller.unsolicited() > 0) {
      found(Contract.C228, "");
    }
  }
}

package ki.testbed.runner.driver;

import io.netty.buffer.ByteBuf;
import java.util.HexFormat;
import java.util.Optional;
import ki.testbed.protocol.Outcome;

/** The Open Inference Protocol v2 over HTTP and JSON. */
public final class OipDriver implements Driver {
  private static final String LIVE = "/v2/health/live";
  private static final String READY = "/v2/health/ready";

  private final OipTask task;
  private final OipRequests requests;
  private ModelPath path;
  private volatile OipModel model = OipModel.UNKNOWN;
  private volatile boolean idExpected = true;

  /** A driver for this task. */
  public OipDriver(OipTask task) {
    this.task = task;
    this.path = ModelPath.of(task.model());
    this.requests = new OipRequests(task.port(), task.samples(), path.infer());
  }

  @Override
  public Look look(Caller caller) {
    Reply live = caller.call(requests.get(LIVE));
    if (live instanceof Reply.Failure(Fault fault) && fault == Fault.NO_CONNECTION) {
      return Look.at(Readiness.CLOSED, LIVE, live);
    }
    if (!live.isOk()) {
      return Look.at(Readiness.OPEN, LIVE, live);
    }
    Reply ready = caller.call(requests.get(READY));
    return ready.isOk() ? lookAtModel(caller) : Look.at(Readiness.LIVE, READY, ready);
  }

  /** Some servers know only paths with a version; then all later requests use one. */
  private Look lookAtModel(Caller caller) {
    Reply ready = caller.call(requests.get(path.ready()));
    if (ready.isOk()) {
      return new Look(Readiness.READY, "");
    }
    ModelPath versioned = ModelPath.of(task.model()).version("1");
    if (!caller.call(requests.get(versioned.ready())).isOk()) {
      return Look.at(Readiness.LIVE, path.ready(), ready);
    }
    path = versioned;
    requests.path(path.infer());
    return new Look(Readiness.READY, "");
  }

  @Override
  public Conformity examine(Caller caller) {
    OipExamination examination = new OipExamination(task, requests, path, caller);
    Conformity conformity = examination.conduct();
    model = examination.model();
    idExpected = examination.idSeen();
    return conformity;
  }

  @Override
  public int requestBytes(int sample) {
    return requests.bytes(sample);
  }

  @Override
  public void write(int sample, long idHigh, long idLow, ByteBuf out) {
    requests.write(sample, idHigh, idLow, out);
  }

  @Override
  public Checked check(byte[] body, Marks marks, long idHigh, long idLow) {
    if (body.length == 0) {
      return new Checked.Bad(Outcome.EMPTY);
    }
    return switch (OipAnswer.read(body, model)) {
      case OipAnswer.Fits(OipAnswer answer) -> judge(answer, idHigh, idLow);
      case OipAnswer.Misfit _, OipAnswer.NoJson _, OipAnswer.BeyondBound _ ->
          new Checked.Bad(Outcome.SCHEMA);
    };
  }

  private Checked judge(OipAnswer answer, long idHigh, long idLow) {
    if (answer.id().isEmpty() ? idExpected : !answer.id().get().equals(id(idHigh, idLow))) {
      return new Checked.Bad(Outcome.WRONG_ID);
    }
    Optional<String> label = task.scoredOutput().map(name -> answer.firstString(name).orElse(""));
    return new Checked.Good(answer.outputsHash(), label.orElse(""));
  }

  static String id(long high, long low) {
    return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
  }
}

package ki.testbed.runner.driver;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import ki.testbed.protocol.Pieces;
import ki.testbed.protocol.Sha256;

/** Chat completions over HTTP, always streamed. */
public final class ChatDriver implements Driver {
  private final ChatTask task;
  private final ChatRequests requests;

  /** A driver for this task. */
  public ChatDriver(ChatTask task) {
    this.task = task;
    this.requests = new ChatRequests(task);
  }

  @Override
  public Look look(Caller caller) {
    Reply models = caller.call(requests.models());
    if (models.isOk()) {
      return new Look(Readiness.READY, "");
    }
    boolean closed = models instanceof Reply.Failure(Fault fault) && fault == Fault.NO_CONNECTION;
    return Look.at(closed ? Readiness.CLOSED : Readiness.LIVE, "/v1/models", models);
  }

  @Override
  public Conformity examine(Caller caller) {
    return new ChatExamination(task, requests, caller).conduct();
  }

  @Override
  public int requestBytes(int sample) {
    return requests.bytes(sample);
  }

  @Override
  public void write(int sample, long idHigh, long idLow, ByteBuf out) {
    requests.write(sample, out);
  }

  @Override
  public Checked check(byte[] body, Marks marks, long idHigh, long idLow) {
    return switch (ChatAnswer.read(body, task.mostEvents())) {
      case ChatAnswer.Broken broken -> new Checked.Bad(broken.outcome());
      case ChatAnswer.Whole(ChatAnswer answer) -> streamed(answer, marks);
    };
  }

  private Checked streamed(ChatAnswer answer, Marks marks) {
    int n = answer.pieces().size();
    long[] times = new long[n];
    int[] tokens = new int[n];
    for (int i = 0; i < n; i++) {
      ChatAnswer.Piece piece = answer.pieces().get(i);
      times[i] = marks.at(piece.end());
      tokens[i] = count(piece.text()).map(one -> Math.min(one, 0xFFFE)).orElse(Pieces.UNCOUNTED);
    }
    return new Checked.Streamed(
        new Checked.Good(hash(answer.text()), task.scored() ? answer.text().strip() : ""),
        times,
        tokens,
        count(answer.text()).orElse(-1),
        answer.usage().orElse(-1));
  }

  private Optional<Integer> count(String text) {
    return task.tokenizer().map(tokenizer -> tokenizer.count(text));
  }

  static Sha256 hash(String text) {
    return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
  }
}

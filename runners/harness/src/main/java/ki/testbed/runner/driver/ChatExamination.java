package ki.testbed.runner.driver;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import ki.testbed.protocol.Finding;
import ki.testbed.protocol.Outcome;
import ki.testbed.protocol.Sha256;

/** The conformance check of one SUT that completes chats, once, before anything is measured. */
final class ChatExamination {
  private static final int GOLDEN_TIMES = 3;
  private static final int MOST_PARALLEL = 8;

  private final ChatTask task;
  private final ChatRequests requests;
  private final Caller caller;
  private final List<Finding> findings = new ArrayList<>();
  private final Set<Contract> found = new HashSet<>();
  private Optional<Sha256> metadata = Optional.empty();
  private Optional<Sha256> golden = Optional.empty();
  private int goldenBytes;

  ChatExamination(ChatTask task, ChatRequests requests, Caller caller) {
    this.task = task;
    this.requests = requests;
    this.caller = caller;
  }

  Conformity conduct() {
    describe();
    boolean steady = askGolden();
    if (findings.stream().noneMatch(Finding::isError)) {
      askInParallel(steady);
    }
    if (caller.unsolicited() > 0) {
      found(Contract.C228, "");
    }
    return new Conformity(findings, metadata, golden, goldenBytes);
  }

  private void found(Contract contract, String detail) {
    if (found.add(contract)) {
      findings.add(contract.finding(detail));
    }
  }

  private void describe() {
    if (caller.call(requests.models()) instanceof Reply.Answer answer && answer.status() == 200) {
      metadata = Optional.of(Sha256.of(answer.body()));
    } else {
      found(Contract.C203, "/v1/models");
    }
  }

  /** Whether the same question got the same answer each time. */
  private boolean askGolden() {
    Set<Sha256> answers = new HashSet<>();
    for (int i = 0; i < GOLDEN_TIMES; i++) {
      Reply reply = caller.call(requests.whole(0));
      read(reply).map(answer -> ChatDriver.hash(answer.text())).ifPresent(answers::add);
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
    return answers.size() == 1;
  }

  private Optional<ChatAnswer> read(Reply reply) {
    if (!(reply instanceof Reply.Answer answer) || answer.status() != 200) {
      failed(reply);
      return Optional.empty();
    }
    return switch (ChatAnswer.read(answer.body(), task.mostEvents())) {
      case ChatAnswer.Broken(Outcome outcome) -> {
        found(outcome == Outcome.TOO_LARGE ? Contract.C211 : Contract.C212, outcome.name());
        yield Optional.empty();
      }
      case ChatAnswer.Whole(ChatAnswer whole) -> {
        if (whole.usage().isEmpty()) {
          found(Contract.C226, "");
        }
        yield Optional.of(whole);
      }
    };
  }

  private void failed(Reply reply) {
    switch (reply) {
      case Reply.Failure(Fault fault) when fault == Fault.NO_CONNECTION -> found(Contract.C213, "");
      case Reply.Failure(Fault fault) when fault == Fault.STREAM_CUT ->
          found(Contract.C212, fault.outcome().name());
      case Reply.Failure(Fault fault) when fault.outcome() == Outcome.TOO_LARGE ->
          found(Contract.C210, "");
      case Reply.Failure(Fault fault) when fault.outcome() == Outcome.MALFORMED ->
          found(Contract.C211, fault.name());
      case Reply.Failure _, Reply.Answer _ -> found(Contract.C206, reply.told());
    }
  }

  /**
   * Answers carry no id of ours, so mixed-up ones show only where the SUT is steady: each sample
   * alone, then all at once; an answer that is another sample's is mixed up.
   */
  private void askInParallel(boolean steady) {
    int width = Math.min(Math.min(task.maxConcurrency(), MOST_PARALLEL), task.samples().count());
    List<byte[]> asked = IntStream.range(0, width).mapToObj(requests::whole).toList();
    List<Optional<Sha256>> alone = asked.stream().map(caller::call).map(this::hashOf).toList();
    List<Optional<Sha256>> together = caller.callAll(asked).stream().map(this::hashOf).toList();
    for (int i = 0; i < width && steady; i++) {
      Optional<Sha256> mine = together.get(i);
      if (mine.isPresent() && !mine.equals(alone.get(i)) && alone.contains(mine)) {
        found(Contract.C209, "");
      }
    }
  }

  private Optional<Sha256> hashOf(Reply reply) {
    return read(reply).map(answer -> ChatDriver.hash(answer.text()));
  }
}

package ki.testbed.evaluation;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ki.testbed.protocol.Outcome;
import ki.testbed.rules.Validity;
import ki.testbed.rules.ValidityReason;

/** How a hostile submission has to end, and nothing else. */
sealed interface Expected {
  /** Whether it ended so. */
  boolean met(Ended ended);

  /** The run fails for this reason. */
  record Fails(Reason reason) implements Expected {
    @Override
    public boolean met(Ended ended) {
      return ended.reason().equals(List.of(reason)) && ended.attempts() == 1;
    }

    @Override
    public String toString() {
      return reason.name();
    }
  }

  /** The conformance check stops it with these findings and no other. */
  record Breaks(List<String> findings) implements Expected {
    @Override
    public boolean met(Ended ended) {
      return ended.reason().equals(List.of(Reason.CONFORMANCE_FAILED))
          && ended.broken().equals(findings);
    }

    @Override
    public String toString() {
      return String.join(" ", findings);
    }
  }

  /**
   * Measured, and nothing wrong.
   *
   * @param said parts of what its log or its findings must hold
   * @param unsaid parts they must not hold
   */
  record Fine(List<String> said, List<String> unsaid) implements Expected {
    @Override
    public boolean met(Ended ended) {
      return ended.validity().equals(List.of(Validity.VALID))
          && said.stream().allMatch(ended.told()::contains)
          && unsaid.stream().noneMatch(ended.told()::contains);
    }

    @Override
    public String toString() {
      return said.size() > 1
          ? "ok, nothing permitted"
          : Stream.concat(Stream.of("ok"), said.stream()).collect(Collectors.joining(" + "));
    }
  }

  /** Measured, and of no worth for what the container did. */
  record Spoilt(ValidityReason reason, List<Outcome> outcomes) implements Expected {
    @Override
    public boolean met(Ended ended) {
      return ended.validity().equals(List.of(Validity.INVALID_SUT))
          && ended.spoilt().contains(reason)
          && ended.failures().containsAll(outcomes)
          && outcomes.containsAll(ended.failures());
    }

    @Override
    public String toString() {
      return reason + (outcomes.isEmpty() ? "" : outcomes.toString());
    }
  }

  /** Not even accepted, with this finding. */
  record Rejected(String finding) implements Expected {
    @Override
    public boolean met(Ended ended) {
      return ended.rejected().equals(List.of(finding));
    }

    @Override
    public String toString() {
      return finding;
    }
  }

  /** Bytes are not taken: these words come back. */
  record Refused(List<String> words) implements Expected {
    @Override
    public boolean met(Ended ended) {
      return ended.rejected().equals(words);
    }

    @Override
    public String toString() {
      return String.join(" ", words);
    }
  }

  /** Measured, nothing wrong, and too slow for its plan. */
  record NotMet() implements Expected {
    @Override
    public boolean met(Ended ended) {
      return ended.validity().equals(List.of(Validity.VALID))
          && ended.verdicts().equals(List.of("NOT_MET"));
    }

    @Override
    public String toString() {
      return "ok, NOT_MET";
    }
  }
}

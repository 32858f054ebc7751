package ki.testbed.evaluation;

import static ki.testbed.protocol.Outcome.MALFORMED;
import static ki.testbed.protocol.Outcome.RESET;
import static ki.testbed.protocol.Outcome.TIMEOUT;
import static ki.testbed.protocol.Outcome.TOO_LARGE;

import java.util.List;
import java.util.stream.Stream;
import ki.testbed.protocol.Outcome;
import ki.testbed.rules.ValidityReason;

/**
 * Cases of what a server does to its client, from the first prediction on and in the window only.
 */
final class HttpCases {
  /** More than the conformance check asks for, fewer than the whole run. */
  private static final int IN_THE_WINDOW = 16;

  private HttpCases() {}

  static Stream<HostileCase> all() {
    return Stream.of(
            both(50, "slow-status", "C206", TIMEOUT),
            both(50, "slow-headers", "C206", TIMEOUT),
            both(50, "slow-body", "C206", TIMEOUT),
            both(51, "endless-chunks", "C210", TOO_LARGE),
            both(51, "endless-events", "C210", TOO_LARGE),
            first(52, "length-huge", "C211"),
            both(52, "length-negative", "C211", MALFORMED),
            both(52, "length-twice", "C211", MALFORMED),
            both(52, "length-and-chunked", "C211", MALFORMED),
            both(53, "header-bomb", "C211", TOO_LARGE),
            both(54, "interim-flood", "C211", TOO_LARGE),
            both(55, "gzip-body", "C211", MALFORMED),
            first(56, "redirect-metadata", "C206"),
            first(56, "redirect-service", "C206"),
            first(56, "redirect-file", "C206"),
            first(57, "html", "C206"),
            first(57, "bom", "C211"),
            first(57, "utf16", "C211"),
            first(57, "bad-utf8", "C211"),
            first(58, "deep-json", "C211"),
            first(58, "duplicate-keys", "C211"),
            first(58, "too-large-number", "C211"),
            first(58, "nan", "C211"),
            first(58, "long-string", "C210"),
            later(59, "reset", RESET),
            later(59, "half-close", RESET),
            later(59, "silence", TIMEOUT),
            unsolicited(),
            first(59, "swapped", "C209"),
            slow())
        .flatMap(cases -> cases);
  }

  private static Stream<HostileCase> both(int number, String how, String finding, Outcome outcome) {
    return Stream.concat(first(number, how, finding), later(number, how, outcome));
  }

  private static Stream<HostileCase> first(int number, String how, String finding) {
    return one(number, how, 0, new Expected.Breaks(List.of(finding)));
  }

  private static Stream<HostileCase> later(int number, String how, Outcome outcome) {
    return one(
        number,
        how,
        IN_THE_WINDOW,
        new Expected.Spoilt(ValidityReason.TOO_MANY_FAILURES, List.of(outcome)));
  }

  private static Stream<HostileCase> unsolicited() {
    return one(59, "unsolicited", 0, new Expected.Fine(List.of("C228"), List.of()));
  }

  private static Stream<HostileCase> slow() {
    return one(60, "ten-times-slower", 0, new Expected.NotMet())
        .map(one -> one.under(HostileCase.TAIL));
  }

  private static Stream<HostileCase> one(int number, String how, int good, Expected expected) {
    String arguments = "http, " + how + ", \"" + good + "\"";
    String manifest = HostileCases.manifest(how + "-" + good, arguments);
    String shown = how + (good == 0 ? "" : " later");
    return Stream.of(
        new HostileCase(
            number, shown, new HostileCase.Handed.Sample(manifest), HostileCase.QUICK, expected));
  }
}

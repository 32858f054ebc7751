package ki.testbed.rules.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import ki.testbed.protocol.Figure;
import ki.testbed.protocol.Sha256;
import ki.testbed.rules.audit.AuditChain.Checked;
import ki.testbed.rules.audit.AuditChain.Fault;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What was removed, put in, moved or altered is found, and where. */
class AuditChainTests {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  @Test
  void anUntouchedChainIsWhole() {
    List<ChainedEntry> chain = chain(5);
    assertThat(AuditChain.check(chain.iterator()))
        .isEqualTo(new Checked.Whole(5, chain.getLast().hash()));
    assertThat(AuditChain.check(chain(0).iterator()))
        .isEqualTo(new Checked.Whole(0, AuditChain.GENESIS));
  }

  @Test
  void theHashIsOverThePreviousHashAndTheCanonicalEntry() {
    String json =
        "{\"action\":\"decide\",\"actor\":\"p1\",\"at\":\"2026-01-01T12:00:01Z\",\"authMethod\":\"password\","
            + "\"object\":\"statement/1\",\"requestId\":\"r\",\"seq\":1}";
    byte[] bytes = new byte[32 + json.length()];
    System.arraycopy(json.getBytes(StandardCharsets.UTF_8), 0, bytes, 32, json.length());
    assertThat(chain(1).getFirst().hash()).isEqualTo(Sha256.of(bytes));
    assertThat(HexFormat.of().parseHex(AuditChain.GENESIS.hex())).containsOnly(0);
  }

  @Test
  void aRemovedEntryIsAGap() {
    List<ChainedEntry> chain = chain(5);
    chain.remove(2);
    assertThat(AuditChain.check(chain.iterator())).isEqualTo(new Checked.Broken(3, Fault.GAP));
  }

  @Test
  void aRemovedEntryWithNewNumbersIsFoundToo() {
    List<ChainedEntry> chain = chain(5);
    ChainedEntry fourth = chain.get(3);
    chain.remove(2);
    chain.set(2, new ChainedEntry(entry(3), fourth.previous(), fourth.hash()));
    assertThat(AuditChain.check(chain.iterator()))
        .isEqualTo(new Checked.Broken(3, Fault.PREVIOUS_DIFFERS));
  }

  @Test
  void anAlteredEntryIsFound() {
    List<ChainedEntry> chain = chain(5);
    ChainedEntry third = chain.get(2);
    var altered =
        new AuditEntry(
            3,
            third.entry().at(),
            "p2",
            "password",
            "decide",
            "statement/3",
            Optional.empty(),
            Optional.empty(),
            "r");
    chain.set(2, new ChainedEntry(altered, third.previous(), third.hash()));
    assertThat(AuditChain.check(chain.iterator()))
        .isEqualTo(new Checked.Broken(3, Fault.HASH_DIFFERS));
    chain.set(2, AuditChain.chained(third.previous(), altered));
    assertThat(AuditChain.check(chain.iterator()))
        .as("hashed again, it no longer carries the next one")
        .isEqualTo(new Checked.Broken(4, Fault.PREVIOUS_DIFFERS));
  }

  @Test
  void aSegmentIsCheckedFromWhereItStarts() {
    List<ChainedEntry> chain = chain(5);
    assertThat(AuditChain.check(3, chain.get(1).hash(), chain.subList(2, 5).iterator()))
        .isEqualTo(new Checked.Whole(3, chain.getLast().hash()));
    assertThat(AuditChain.check(3, AuditChain.GENESIS, chain.subList(2, 5).iterator()))
        .isEqualTo(new Checked.Broken(3, Fault.PREVIOUS_DIFFERS));
  }

  @Test
  @Tag("bench")
  void aMillionEntriesAreCheckedInUnderAMinute() {
    List<ChainedEntry> chain = chain(1_000_000);
    long from = System.nanoTime();
    Checked checked = AuditChain.check(chain.iterator());
    double seconds = (System.nanoTime() - from) / 1e9;
    Figure.report("audit_chain_check_1000000", seconds, "s");
    assertThat(checked).isEqualTo(new Checked.Whole(1_000_000, chain.getLast().hash()));
    assertThat(seconds).isLessThan(60);
  }

  private static List<ChainedEntry> chain(int entries) {
    List<ChainedEntry> chain = new ArrayList<>();
    Sha256 head = AuditChain.GENESIS;
    for (Iterator<Long> seq = LongStream.rangeClosed(1, entries).iterator(); seq.hasNext(); ) {
      chain.add(AuditChain.chained(head, entry(seq.next())));
      head = chain.getLast().hash();
    }
    return chain;
  }

  private static AuditEntry entry(long seq) {
    return new AuditEntry(
        seq,
        NOON.plusSeconds(seq),
        "p1",
        "password",
        "decide",
        "statement/" + seq,
        Optional.empty(),
        Optional.empty(),
        "r");
  }
}

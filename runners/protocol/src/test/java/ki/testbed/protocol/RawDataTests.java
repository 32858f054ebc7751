package ki.testbed.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RawDataTests {
  @Test
  void exchangesSurviveTheirChunk() {
    Exchanges rows = random(1000);
    Exchanges read =
        Exchanges.decode(
            Packing.unpack(Packing.pack("exchanges", 0, 1000, rows.encode(0, 1000)), 1 << 20),
            1000);
    assertThat(read.encode(0, 1000)).isEqualTo(rows.encode(0, 1000));
    assertThat(read.scheduled()).isEqualTo(rows.scheduled());
    assertThat(read.connection()).isEqualTo(rows.connection());
    assertThat(read.outcomeOf(5)).isEqualTo(Outcome.values()[rows.outcome()[5]]);
  }

  @Test
  void partsTogetherAreTheWhole() {
    Exchanges rows = random(1000);
    Exchanges joined =
        Exchanges.concat(
            List.of(
                Exchanges.decode(rows.encode(0, 300), 300),
                Exchanges.decode(rows.encode(300, 1000), 700)));
    assertThat(joined.encode(0, 1000)).isEqualTo(rows.encode(0, 1000));
    assertThat(Exchanges.concat(List.of()).rows()).isZero();
  }

  /** Column after column, little-endian: readers in other languages depend on every offset. */
  @Test
  void theBytesOfARowAreWhereTheContractSays() {
    Exchanges rows = Exchanges.ofRows(2);
    rows.index()[1] = 0x01020304;
    rows.scheduled()[0] = 0x1122334455667788L;
    rows.lastByte()[1] = -1;
    rows.status()[1] = 65_535;
    rows.outcome()[0] = (byte) Outcome.DROPPED.ordinal();
    rows.answer()[1] = -1;
    byte[] bytes = rows.encode(0, 2);
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(bytes).hasSize(2 * 90);
    assertThat(in.getInt(4)).isEqualTo(0x01020304);
    assertThat(in.getLong(2 * 9)).isEqualTo(0x1122334455667788L);
    assertThat(in.getLong(2 * (9 + 6 * 8) + 8)).isEqualTo(-1);
    assertThat(in.getShort(2 * 65 + 2)).isEqualTo((short) -1);
    assertThat(bytes[2 * 67]).isEqualTo((byte) 13);
    assertThat(in.getInt(2 * 86 + 4)).isEqualTo(-1);
    assertThat(Exchanges.decode(bytes, 2).status()[1]).isEqualTo(65_535);
  }

  @Test
  void outcomesKeepTheirNumbers() {
    assertThat(Outcome.values())
        .extracting(Enum::name)
        .containsExactly(
            "OK",
            "HTTP_3XX",
            "HTTP_4XX",
            "HTTP_5XX",
            "TIMEOUT",
            "CONNECT",
            "RESET",
            "MALFORMED",
            "TOO_LARGE",
            "WRONG_ID",
            "SCHEMA",
            "EMPTY",
            "TRUNCATED",
            "DROPPED",
            "CANCELLED");
  }

  @Test
  void bytesThatAreNoRowsAreRefused() {
    byte[] one = random(1).encode(0, 1);
    assertThatThrownBy(() -> Exchanges.decode(one, 2)).isInstanceOf(WireFormatException.class);
    assertThatThrownBy(() -> Exchanges.decode(one, -1)).isInstanceOf(WireFormatException.class);
    assertThatThrownBy(() -> Exchanges.decode(new byte[0], Integer.MAX_VALUE))
        .isInstanceOf(WireFormatException.class);
    assertThatThrownBy(() -> Scores.decode(new byte[4], 1)).isInstanceOf(WireFormatException.class);
    byte[] unknown = one.clone();
    unknown[67] = 15;
    assertThatThrownBy(() -> Exchanges.decode(unknown, 1)).isInstanceOf(WireFormatException.class);
    unknown[67] = -1;
    assertThatThrownBy(() -> Exchanges.decode(unknown, 1)).isInstanceOf(WireFormatException.class);
  }

  @Test
  void scoresSurviveTheirChunk() {
    var scores = new Scores(new int[] {3, 1, 2}, new boolean[] {true, false, true});
    Scores read = Scores.decode(scores.encode(0, 3), 3);
    assertThat(read.sample()).containsExactly(3, 1, 2);
    assertThat(read.correct()).containsExactly(true, false, true);
    assertThat(read.correctCount()).isEqualTo(2);
    assertThat(Scores.decode(scores.encode(1, 2), 1).sample()).containsExactly(1);
    Scores joined = Scores.concat(List.of(scores, read));
    assertThat(joined.sample()).containsExactly(3, 1, 2, 3, 1, 2);
    assertThat(joined.correctCount()).isEqualTo(4);
  }

  @Test
  void answersSurviveTheirChunk() {
    var answers =
        new Answers(
            List.of(Sha256.of(new byte[1]), Sha256.of(new byte[2])),
            List.of("deu", "ä".repeat(32)));
    byte[] bytes = answers.encode(0, 2);
    assertThat(Answers.decode(bytes, 2)).isEqualTo(answers);
    assertThatThrownBy(() -> Answers.decode(bytes, 1)).isInstanceOf(WireFormatException.class);
    assertThatThrownBy(() -> Answers.decode(bytes, 3)).isInstanceOf(WireFormatException.class);
    byte[] tooLong = bytes.clone();
    tooLong[32] = 65;
    assertThatThrownBy(() -> Answers.decode(tooLong, 2)).isInstanceOf(WireFormatException.class);
    tooLong[32] = -1;
    assertThatThrownBy(() -> Answers.decode(tooLong, 2)).isInstanceOf(WireFormatException.class);
  }

  @Test
  void aChunkThatWasTamperedWithIsRefused() {
    Event.Chunk chunk = Packing.pack("exchanges", 0, 10, random(10).encode(0, 10));
    assertThat(Packing.unpack(chunk, 900)).hasSize(900);
    assertThatThrownBy(() -> Packing.unpack(chunk, 899)).hasMessageContaining("899");
    refuses(new Event.Chunk("exchanges", 0, 10, "zstd", chunk.sha256(), chunk.data()));
    refuses(new Event.Chunk("exchanges", 0, 10, "deflate", Sha256.of(new byte[0]), chunk.data()));
    refuses(new Event.Chunk("exchanges", 0, 10, "deflate", chunk.sha256(), "%%%"));
    refuses(new Event.Chunk("exchanges", 0, 10, "deflate", chunk.sha256(), ""));
    refuses(
        new Event.Chunk(
            "exchanges", 0, 10, "deflate", chunk.sha256(), chunk.data().substring(0, 40)));
    refuses(new Event.Chunk("exchanges", 0, 10, "deflate", chunk.sha256(), "AAAA"));
  }

  @Test
  void aBombIsStoppedAtTheBound() {
    Event.Chunk bomb = Packing.pack("exchanges", 0, 1, new byte[64 << 20]);
    assertThat(bomb.data().length()).isLessThan(200_000);
    assertThatThrownBy(() -> Packing.unpack(bomb, 1 << 20)).isInstanceOf(WireFormatException.class);
  }

  /** Byte by byte as the contract writes it down, not by the code under test. */
  @Test
  void theSeedCommitIsTheDocumentedHash() {
    UUID run = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
    byte[] bytes = new byte[15 + 16 + 4 + 32];
    System.arraycopy(
        "testbed-seed/1".getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0, bytes, 0, 14);
    for (int i = 0; i < 16; i++) {
      bytes[15 + i] = (byte) (i * 0x11);
    }
    bytes[34] = 7;
    Arrays.fill(bytes, 35, 67, (byte) 0xab);
    assertThat(SeedCommit.of(run, 7, "ab".repeat(32))).isEqualTo(Sha256.of(bytes));
    assertThat(SeedCommit.of(run, 8, "ab".repeat(32))).isNotEqualTo(Sha256.of(bytes));
  }

  private static void refuses(Event.Chunk chunk) {
    assertThatThrownBy(() -> Packing.unpack(chunk, 1 << 20))
        .isInstanceOf(WireFormatException.class);
  }

  private static Exchanges random(int rows) {
    var random = new SplittableRandom(1);
    byte[] bytes = new byte[rows * Exchanges.ROW_BYTES];
    random.nextBytes(bytes);
    int outcomes = rows * 67;
    for (int i = 0; i < rows; i++) {
      bytes[outcomes + i] = (byte) random.nextInt(Outcome.values().length);
    }
    return Exchanges.decode(bytes, rows);
  }
}

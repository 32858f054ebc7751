package ki.testbed.evaluation;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import ki.testbed.access.Caller;
import ki.testbed.protocol.Sha256;
import ki.testbed.submission.Submissions;
import ki.testbed.submission.Upload;
import ki.testbed.submission.UploadProblem;
import ki.testbed.submission.UploadState;

/** Cases of what a sender of bytes does; none of them ends as a submission. */
final class UploadCases {
  private static final String MEDIA_TYPE = "application/x-tar";
  private static final long TOO_MUCH = 50_000_000_000L;

  private UploadCases() {}

  /** What is sent, and the words that come back. */
  @FunctionalInterface
  interface Attack {
    List<String> on(Submissions submissions, Caller caller);
  }

  static Stream<HostileCase> all() {
    return Stream.of(
        one("one byte a second", UploadCases::drip, "UPLOAD_TOO_SLOW"),
        one("cut at 99 %", UploadCases::cut, "CHUNK_CUT", "COMPLETE"),
        one("other bytes", UploadCases::otherBytes, "CHUNK_DIGEST"),
        one("two at once", UploadCases::twoAtOnce, "UPLOAD_BUSY", "COMPLETE"),
        one("wrong length", UploadCases::wrongLength, "UPLOAD_TOO_LARGE"),
        one("wrong hash", UploadCases::wrongHash, "CONTENT_DIGEST", "REJECTED"),
        one("50 GB", UploadCases::tooMuch, "UPLOAD_TOO_LARGE"));
  }

  private static HostileCase one(String variant, Attack attack, String... words) {
    return new HostileCase(
        49,
        variant,
        new HostileCase.Handed.Bytes(attack),
        HostileCase.QUICK,
        new Expected.Refused(List.of(words)));
  }

  /** Bytes that nobody has sent before. */
  private static byte[] bytes(int seed) {
    byte[] bytes = new byte[2 << 20];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static Upload announce(Submissions to, Caller caller, byte[] bytes) {
    return to.createUpload(caller, bytes.length, Sha256.of(bytes), MEDIA_TYPE);
  }

  private static Upload send(Submissions to, Caller caller, Upload upload, byte[] bytes) {
    int from = Math.toIntExact(upload.offset());
    var rest = new ByteArrayInputStream(bytes, from, bytes.length - from);
    return to.append(caller, upload.id(), from, rest, bytes.length - from, Optional.empty());
  }

  private static String refused(Runnable attempt) {
    try {
      attempt.run();
      return "taken";
    } catch (UploadProblem problem) {
      return problem.word();
    }
  }

  private static String state(Submissions to, Caller caller, Upload upload) {
    return to.upload(caller, upload.id()).map(Upload::state).map(UploadState::name).orElse("gone");
  }

  private static List<String> drip(Submissions to, Caller caller) {
    byte[] bytes = bytes(1);
    Upload upload = announce(to, caller, bytes);
    var slow =
        new InputStream() {
          @Override
          public int read() {
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
            return 'x';
          }

          @Override
          public int read(byte[] into, int from, int most) {
            into[from] = (byte) read();
            return 1;
          }
        };
    String word =
        refused(() -> to.append(caller, upload.id(), 0, slow, bytes.length, Optional.empty()));
    to.abort(caller, upload.id());
    return List.of(word);
  }

  private static List<String> cut(Submissions to, Caller caller) {
    byte[] bytes = bytes(2);
    Upload upload = announce(to, caller, bytes);
    var broken = new ByteArrayInputStream(bytes, 0, bytes.length * 99 / 100);
    String word =
        refused(() -> to.append(caller, upload.id(), 0, broken, bytes.length, Optional.empty()));
    send(to, caller, announce(to, caller, bytes), bytes);
    return List.of(word, state(to, caller, upload));
  }

  private static List<String> otherBytes(Submissions to, Caller caller) {
    byte[] bytes = bytes(3);
    Upload upload = announce(to, caller, bytes);
    var other = new ByteArrayInputStream(bytes(4));
    String word =
        refused(() ->
            to.append(caller, upload.id(), 0, other, bytes.length, Optional.of(Sha256.of(bytes))));
    to.abort(caller, upload.id());
    return List.of(word);
  }

  /** The second one sends while the first one's bytes are still read. */
  private static List<String> twoAtOnce(Submissions to, Caller caller) {
    byte[] bytes = bytes(5);
    Upload upload = announce(to, caller, bytes);
    var words = new ArrayList<String>();
    var first =
        new ByteArrayInputStream(bytes) {
          private final CountDownLatch once = new CountDownLatch(1);

          @Override
          public int read(byte[] into, int from, int most) {
            if (once.getCount() > 0) {
              once.countDown();
              words.add(refused(() -> send(to, caller, upload, bytes)));
            }
            return super.read(into, from, most);
          }
        };
    to.append(caller, upload.id(), 0, first, bytes.length, Optional.empty());
    words.add(state(to, caller, upload));
    return words;
  }

  private static List<String> wrongLength(Submissions to, Caller caller) {
    byte[] bytes = bytes(6);
    Upload upload = to.createUpload(caller, bytes.length - 1, Sha256.of(bytes), MEDIA_TYPE);
    String word = refused(() -> send(to, caller, upload, bytes));
    to.abort(caller, upload.id());
    return List.of(word);
  }

  private static List<String> wrongHash(Submissions to, Caller caller) {
    byte[] bytes = bytes(7);
    Upload upload = to.createUpload(caller, bytes.length, Sha256.of(bytes(8)), MEDIA_TYPE);
    String word = refused(() -> send(to, caller, upload, bytes));
    return List.of(word, state(to, caller, upload));
  }

  private static List<String> tooMuch(Submissions to, Caller caller) {
    return List.of(
        refused(() -> to.createUpload(caller, TOO_MUCH, Sha256.of(bytes(9)), MEDIA_TYPE)));
  }
}

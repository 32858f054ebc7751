package ki.testbed.runner.driver;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * Reads one HTTP/1.x answer (RFC 9112) from bytes that may be hostile, strictly and within {@link
 * Bounds}. Used again for the next answer of the same connection; allocates only when a body
 * outgrows all before it.
 */
final class AnswerParser {
  private enum Step {
    STATUS,
    HEADER,
    FIXED,
    CHUNK_SIZE,
    CHUNK,
    CHUNK_END,
    TRAILER,
    UNTIL_CLOSE,
    DONE
  }

  private final Bounds bounds;
  private final HeadLine line;
  private final StreamMeter meter;
  private byte[] body = new byte[1024];
  private Step step = Step.DONE;
  private Fault fault = Fault.NONE;
  private int headBytes;
  private int headLines;
  private int interim;
  private int chunks;
  private int status;
  private long length;
  private boolean chunked;
  private boolean persistent;
  private int bodyBytes;
  private long left;
  private long now;

  AnswerParser(Bounds bounds) {
    this.bounds = bounds;
    this.line = new HeadLine(bounds.headBytes());
    this.meter = new StreamMeter(bounds.streamLines(), bounds.streamLineBytes());
  }

  /** Gets ready for the answer to the next request. */
  void begin() {
    fault = Fault.NONE;
    headBytes = 0;
    headLines = 0;
    interim = 0;
    chunks = 0;
    bodyBytes = 0;
    status = 0;
    meter.begin();
    beginHead();
  }

  private void beginHead() {
    line.clear();
    length = -1;
    chunked = false;
    step = Step.STATUS;
  }

  /** What is taken next arrived now. */
  void at(long moment) {
    now = moment;
  }

  /** Takes what belongs to this answer; false when it is over, well or not. */
  boolean wantsMoreAfter(ByteBuf in) {
    while (step != Step.DONE && in.isReadable()) {
      switch (step) {
        case FIXED, CHUNK -> takeCounted(in);
        case UNTIL_CLOSE -> takeBody(in, in.readableBytes());
        case STATUS, HEADER, CHUNK_SIZE, CHUNK_END, TRAILER -> takeLine(in);
        case DONE -> {}
      }
    }
    return step != Step.DONE;
  }

  /** The other side closed; an answer without a length is complete by that. */
  void closed() {
    if (step == Step.UNTIL_CLOSE) {
      step = Step.DONE;
    } else if (step != Step.DONE) {
      fail(isInStream() ? Fault.STREAM_CUT : Fault.BROKEN_OFF);
    }
  }

  private boolean isInStream() {
    boolean inBody =
        switch (step) {
          case FIXED, CHUNK_SIZE, CHUNK, CHUNK_END, TRAILER -> true;
          case STATUS, HEADER, UNTIL_CLOSE, DONE -> false;
        };
    return bounds.isStream() && status == 200 && inBody;
  }

  /** When which part of a streamed body had arrived. */
  Marks marks() {
    return bounds.isStream() ? meter.marks() : Marks.NONE;
  }

  Fault fault() {
    return fault;
  }

  /** 0 before a final status line was read. */
  int status() {
    return status < 200 ? 0 : status;
  }

  int bodyBytes() {
    return bodyBytes;
  }

  /** Whether the connection may carry another exchange. */
  boolean persistent() {
    return persistent && fault == Fault.NONE;
  }

  byte[] copyOfBody() {
    return Arrays.copyOf(body, bodyBytes);
  }

  private void fail(Fault what) {
    fault = what;
    step = Step.DONE;
  }

  private void takeLine(ByteBuf in) {
    int end = in.bytesBefore((byte) '\n');
    int n = end < 0 ? in.readableBytes() : end + 1;
    if (!counts(n)) {
      return;
    }
    in.readBytes(line.array(), line.length(), n);
    line.grow(n);
    if (end >= 0) {
      line.trimEnd();
      endLine();
      line.clear();
    }
  }

  /**
   * Chunk lines are bounded by the line's buffer and their own count, all others by the head's
   * bytes and lines.
   */
  private boolean counts(int n) {
    if (step == Step.CHUNK_SIZE || step == Step.CHUNK_END) {
      if (n > line.room()) {
        fail(Fault.BAD_CHUNK);
      }
    } else {
      headBytes += n;
      if (headBytes > bounds.headBytes()) {
        fail(Fault.HEAD_TOO_LONG);
      }
    }
    return step != Step.DONE;
  }

  private void endLine() {
    switch (step) {
      case STATUS -> endStatusLine();
      case HEADER -> endHeaderLine();
      case CHUNK_SIZE -> endChunkSize();
      case CHUNK_END -> endChunk();
      case TRAILER -> endTrailerLine();
      case FIXED, CHUNK, UNTIL_CLOSE, DONE ->
          throw new IllegalStateException("no line is read here");
    }
  }

  private void endStatusLine() {
    status = line.status();
    if (status < 0) {
      status = 0;
      fail(Fault.BAD_STATUS_LINE);
    } else if (countsLine()) {
      persistent = line.at(7) == '1';
      step = Step.HEADER;
    }
  }

  private boolean countsLine() {
    if (++headLines > bounds.headLines()) {
      fail(Fault.TOO_MANY_LINES);
      return false;
    }
    return true;
  }

  private void endHeaderLine() {
    if (line.isEmpty()) {
      endHead();
    } else if (!line.splitField()) {
      fail(Fault.BAD_HEADER);
    } else if (countsLine()) {
      field();
    }
  }

  private void field() {
    if (line.named("content-length")) {
      contentLength();
    } else if (line.named("transfer-encoding")) {
      if (chunked || !line.value().equals("chunked")) {
        fail(Fault.OTHER_CODING);
      }
      chunked = true;
    } else if (line.named("content-encoding")) {
      fail(Fault.ENCODED_BODY);
    } else if (line.named("upgrade")) {
      fail(Fault.UPGRADE);
    } else if (line.named("connection")) {
      connection(line.value());
    }
  }

  private void contentLength() {
    if (length >= 0) {
      fail(Fault.TWO_LENGTHS);
      return;
    }
    length = line.valueAsLength();
    if (length < 0) {
      fail(Fault.BAD_LENGTH);
    }
  }

  private void connection(String options) {
    if (options.contains("close")) {
      persistent = false;
    } else if (options.contains("keep-alive")) {
      persistent = true;
    }
  }

  private void endHead() {
    if (status == 101) {
      fail(Fault.UPGRADE);
    } else if (status < 200) {
      endInterim();
    } else if (chunked && length >= 0) {
      fail(Fault.LENGTH_AND_CODING);
    } else if (status == 204 || status == 304 || length == 0) {
      step = Step.DONE;
    } else if (length > bounds.bodyBytes()) {
      fail(Fault.BODY_TOO_LONG);
    } else {
      beginBody();
    }
  }

  private void endInterim() {
    if (++interim > bounds.interimAnswers()) {
      fail(Fault.TOO_MANY_INTERIM);
    } else {
      beginHead();
    }
  }

  private void beginBody() {
    if (chunked) {
      step = Step.CHUNK_SIZE;
    } else if (length > 0) {
      left = length;
      step = Step.FIXED;
    } else {
      persistent = false;
      step = Step.UNTIL_CLOSE;
    }
  }

  private void takeCounted(ByteBuf in) {
    int n = (int) Math.min(left, in.readableBytes());
    left -= n;
    takeBody(in, n);
    if (left == 0 && step != Step.DONE) {
      step = step == Step.CHUNK ? Step.CHUNK_END : Step.DONE;
    }
  }

  private void takeBody(ByteBuf in, int n) {
    if (n > bounds.bodyBytes() - bodyBytes) {
      fail(Fault.BODY_TOO_LONG);
      return;
    }
    if (n > body.length - bodyBytes) {
      int wanted = Math.max(bodyBytes + n, (int) Math.min(body.length * 2L, bounds.bodyBytes()));
      body = Arrays.copyOf(body, wanted);
    }
    in.readBytes(body, bodyBytes, n);
    bodyBytes += n;
    if (bounds.isStream() && !meter.take(body, bodyBytes - n, n, now)) {
      fail(Fault.STREAM_TOO_LONG);
    }
  }

  private void endChunkSize() {
    left = line.chunkSize();
    if (left < 0) {
      fail(Fault.BAD_CHUNK);
    } else if (left == 0) {
      step = Step.TRAILER;
    } else if (++chunks > bounds.chunks()) {
      fail(Fault.TOO_MANY_CHUNKS);
    } else if (left > bounds.bodyBytes() - bodyBytes) {
      fail(Fault.BODY_TOO_LONG);
    } else {
      step = Step.CHUNK;
    }
  }

  private void endChunk() {
    if (line.isEmpty()) {
      step = Step.CHUNK_SIZE;
    } else {
      fail(Fault.BAD_CHUNK);
    }
  }

  private void endTrailerLine() {
    if (line.isEmpty()) {
      step = Step.DONE;
    } else if (!line.splitField()) {
      fail(Fault.BAD_HEADER);
    } else {
      countsLine();
    }
  }
}

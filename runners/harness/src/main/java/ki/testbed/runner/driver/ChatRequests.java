package ki.testbed.runner.driver;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** Requests for chat completions as bytes: a fixed start, then the sample without its brace. */
final class ChatRequests {
  private static final String COMMON =
      " HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAccept-Encoding: identity\r\n";
  private static final byte[] HEAD_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final String BODY =
      "{\"model\":%s,\"stream\":true,\"stream_options\":{\"include_usage\":true},\"temperature\":0,"
          + "\"seed\":1,\"max_tokens\":%d,";

  private final int port;
  private final Samples samples;
  private final byte[] head;
  private final byte[] start;

  ChatRequests(ChatTask task) {
    this.port = task.port();
    this.samples = task.samples();
    this.head =
        ("POST /v1/chat/completions"
                + COMMON.formatted(port)
                + "Accept: text/event-stream\r\nContent-Type: application/json\r\nContent-Length: ")
            .getBytes(StandardCharsets.US_ASCII);
    String model = new String(StrictJson.writeText(task.model()), StandardCharsets.UTF_8);
    this.start = BODY.formatted(model, task.maxTokens()).getBytes(StandardCharsets.UTF_8);
  }

  byte[] models() {
    return ("GET /v1/models" + COMMON.formatted(port) + "Accept: application/json\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private int bodyBytes(int sample) {
    return start.length + samples.length(sample) - 1;
  }

  int bytes(int sample) {
    int body = bodyBytes(sample);
    return head.length + OipRequests.digits(body) + HEAD_END.length + body;
  }

  void write(int sample, ByteBuf out) {
    out.writeBytes(head);
    OipRequests.writeDecimal(bodyBytes(sample), out);
    out.writeBytes(HEAD_END).writeBytes(start);
    out.writeBytes(samples.bytes(), samples.start(sample) + 1, samples.length(sample) - 1);
  }

  byte[] whole(int sample) {
    ByteBuf out = io.netty.buffer.Unpooled.buffer(bytes(sample));
    write(sample, out);
    byte[] request = new byte[out.readableBytes()];
    out.readBytes(request);
    return request;
  }
}

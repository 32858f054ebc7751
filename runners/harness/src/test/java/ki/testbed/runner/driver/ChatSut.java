package ki.testbed.runner.driver;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Makes a {@link LoopbackSut} complete chats: the words of {@link #WORDS}, one piece each. */
public final class ChatSut {
  public static final List<String> WORDS = List.of("one ", "two ", "three ", "four");
  public static final String PATH = "/v1/chat/completions";
  public static final String END = "data: [DONE]\n\n";

  private ChatSut() {}

  /** Honest: as many tokens as the SUT says, a piece every so many milliseconds. */
  public static LoopbackSut on(LoopbackSut sut, long pieceMs, int usage) {
    sut.on("/v1/models", LoopbackSut.json(200, "{\"data\":[{\"id\":\"echo\"}]}"));
    return sut.on(PATH, honest(pieceMs, usage));
  }

  /** Pieces, then the usage, then the end mark. */
  public static LoopbackSut.Behaviour honest(long pieceMs, int usage) {
    return (_, out) -> {
      head(out);
      chunk(out, "data: {\"choices\":[{\"delta\":{\"role\":\"assistant\"}}]}\n\n");
      for (String word : WORDS) {
        Thread.sleep(pieceMs);
        chunk(out, piece(word));
      }
      chunk(
          out, "data: {\"choices\":[],\"usage\":{\"completion_tokens\":" + usage + "}}\n\n" + END);
      chunk(out, "");
      return true;
    };
  }

  public static String piece(String word) {
    return "data: {\"choices\":[{\"delta\":{\"content\":\"" + word + "\"}}]}\n\n";
  }

  public static void head(OutputStream out) throws IOException {
    out.write(
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII));
  }

  /** One chunk; the empty one ends the body. */
  public static void chunk(OutputStream out, String text) throws IOException {
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    out.write(
        (Integer.toHexString(bytes) + "\r\n" + text + "\r\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}

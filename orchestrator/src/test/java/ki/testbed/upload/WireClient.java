package ki.testbed.upload;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import ki.testbed.protocol.Sha256;

/** Speaks the wire of uploads byte by byte, one request per connection. */
record WireClient(int port, String token) {
  private static final String UPLOADS = "/api/v1/uploads";

  /** An answer's head and body. */
  record Answered(int status, String text) {
    Optional<String> header(String name) {
      return text.lines()
          .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
          .map(line -> line.substring(name.length() + 1).strip())
          .findFirst();
    }
  }

  /** Writes a body. */
  interface Body {
    void write(Socket server) throws IOException;
  }

  Answered announce(long size, Sha256 hash, String key) throws IOException {
    byte[] body =
        "{\"kind\":\"IMAGE\",\"sizeBytes\":%d,\"sha256\":\"%s\",\"mediaType\":\"application/x-tar\"}"
            .formatted(size, hash)
            .getBytes(StandardCharsets.UTF_8);
    String head =
        "Content-Type: application/json\r\nIdempotency-Key: %s\r\nContent-Length: %d\r\n"
            .formatted(key, body.length);
    return exchange("POST " + UPLOADS, head, server -> server.getOutputStream().write(body));
  }

  long offset(String id) throws IOException {
    return Long.parseLong(
        exchange("HEAD " + UPLOADS + "/" + id, "", _ -> {}).header("Upload-Offset").orElseThrow());
  }

  Answered send(String id, long offset, ByteBuffer chunk) throws IOException {
    return send(
        id,
        offset,
        chunk.remaining(),
        hash(chunk),
        server -> write(server.getOutputStream(), chunk));
  }

  Answered send(String id, long offset, long length, Sha256 hash, Body body) throws IOException {
    String digest = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hash.hex()));
    String head =
        "Content-Type: application/offset+octet-stream\r\nUpload-Offset: %d\r\nContent-Length: %d\r\nContent-Digest: sha-256=:%s:\r\n"
            .formatted(offset, length, digest);
    return exchange("PATCH " + UPLOADS + "/" + id, head, body);
  }

  private static Sha256 hash(ByteBuffer chunk) {
    var digest = Sha256.digest();
    digest.update(chunk.duplicate());
    return Sha256.ofDigest(digest.digest());
  }

  private static void write(OutputStream out, ByteBuffer chunk) throws IOException {
    out.write(chunk.array(), chunk.arrayOffset() + chunk.position(), chunk.remaining());
  }

  private Answered exchange(String line, String head, Body body) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(300_000);
      var out = socket.getOutputStream();
      String start =
          line
              + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nAuthorization: Bearer "
              + token
              + "\r\n"
              + head
              + "\r\n";
      out.write(start.getBytes(StandardCharsets.US_ASCII));
      body.write(socket);
      out.flush();
      String text = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (text.length() < 12) {
        throw new IOException("the connection ended without an answer");
      }
      return new Answered(Integer.parseInt(text.substring(9, 12)), text);
    }
  }
}

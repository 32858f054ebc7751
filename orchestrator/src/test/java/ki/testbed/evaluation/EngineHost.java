package ki.testbed.evaluation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a private engine has on this machine, seen past everything of ours: by its own socket, by
 * the kernel and by its folder.
 */
final class EngineHost {
  private final Path socket;
  private final Path run;
  private final JsonMapper json = JsonMapper.builder().build();

  EngineHost(String address) {
    this.socket = Path.of(address.substring("unix://".length()));
    this.run = socket.getParent();
  }

  /** Everything that a run could leave here; empty on an engine that rests. */
  List<String> remains() {
    var remains = new ArrayList<String>();
    ask("/containers/json?all=1").forEach(one -> remains.add("container " + id(one)));
    ask("/volumes").path("Volumes").forEach(one -> remains.add("volume " + one.path("Name")));
    remains.addAll(processes());
    remains.addAll(groups());
    return remains;
  }

  private static String id(JsonNode container) {
    return container.path("Names").toString();
  }

  /** Shims, and processes in a control group of this engine. */
  private List<String> processes() {
    var found = new ArrayList<String>();
    try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        String command = text(process.resolve("cmdline")).replace('\0', ' ');
        boolean shim = command.contains("containerd-shim") && command.contains(run.toString());
        if (shim || text(process.resolve("cgroup")).contains("/" + run.getFileName() + "/")) {
          found.add((shim ? "shim " : "process ") + command.strip());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  private List<String> groups() {
    try (var tops = Files.newDirectoryStream(Path.of("/sys/fs/cgroup"))) {
      var found = new ArrayList<String>();
      for (Path top : tops) {
        for (Path at : List.of(top, top.resolve(run.getFileName()))) {
          if (at.endsWith(run.getFileName()) && Files.isDirectory(at)) {
            try (Stream<Path> below = Files.list(at)) {
              below.filter(Files::isDirectory).forEach(one -> found.add("cgroup " + one));
            }
          }
        }
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException _) {
      return ""; // has ended meanwhile
    }
  }

  /** Bytes of its containers, their layers and volumes; layers of images are not counted. */
  long bytes() {
    String pid = text(run.resolve("dockerd.pid")).strip();
    Path data = Path.of("/proc", pid, "root").resolve("." + run).resolve("ns/data");
    try (Stream<Path> roots = Files.list(data)) {
      long sum = 0;
      for (Path root : roots.filter(Files::isDirectory).toList()) {
        sum += size(Files.isDirectory(root.resolve("containers")) ? root : root);
      }
      return sum - images();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long images() {
    return ask("/system/df").path("LayersSize").asLong(0);
  }

  /** Bytes of files below a folder. */
  static long size(Path folder) {
    long[] sum = {0};
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              sum[0] += attributes.isRegularFile() ? attributes.size() : 0;
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sum[0];
  }

  /** An answer of the engine; HTTP/1.0, so that it ends with the connection. */
  private JsonNode ask(String path) {
    try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      String request = "GET " + path + " HTTP/1.0\r\n\r\n";
      channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
      var answer = new ByteArrayOutputStream();
      var buffer = ByteBuffer.allocate(1 << 16);
      while (channel.read(buffer) >= 0) {
        answer.write(buffer.array(), 0, buffer.position());
        buffer.clear();
      }
      String text = answer.toString(StandardCharsets.UTF_8);
      return json.readTree(text.substring(text.indexOf("\r\n\r\n") + 4));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

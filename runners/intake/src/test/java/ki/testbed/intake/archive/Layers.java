package ki.testbed.intake.archive;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** Contents of layers. */
public final class Layers {
  /** ELF machine of amd64. */
  public static final int AMD64 = 62;

  /** ELF machine of arm64. */
  public static final int ARM64 = 183;

  private Layers() {}

  /** A layer with {@code /app/run}, which is the program of {@link ImageArchive#sound()}. */
  public static byte[] program() {
    return TarBytes.of(tar -> tar.directory("app/").file("app/run", 0755, elf(AMD64)));
  }

  /** The first bytes of a 64-bit, little-endian ELF program. */
  public static byte[] elf(int machine) {
    byte[] head = Arrays.copyOf(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1}, 64);
    head[16] = 2;
    head[18] = (byte) machine;
    head[19] = (byte) (machine >> 8);
    return head;
  }

  public static byte[] script(String interpreter) {
    return ("#!" + interpreter + "\nexit 0\n").getBytes(StandardCharsets.UTF_8);
  }

  public static byte[] gzip(byte[] bytes) {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  public static byte[] zstd(byte[] bytes) {
    return Zstd.compress(bytes);
  }

  /** A layer with one file of this many zeros. */
  public static byte[] zeros(int megabytes) {
    return TarBytes.of(tar -> tar.file("zeros", 0644, new byte[megabytes << 20]));
  }
}

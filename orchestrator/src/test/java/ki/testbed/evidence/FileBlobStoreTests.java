package ki.testbed.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import ki.testbed.TestDatabase;
import ki.testbed.access.Caller;
import ki.testbed.access.TestCallers;
import ki.testbed.protocol.Sha256;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileBlobStoreTests {
  private static final byte[] BYTES = "some bytes".getBytes(StandardCharsets.UTF_8);
  private static final Sha256 HASH = Sha256.of(BYTES);

  @TempDir Path folder;
  private final TestDatabase database = TestDatabase.shared();
  private FileBlobStore blobs;
  private Caller anna;
  private Caller ben;

  @BeforeEach
  void setUp() throws IOException {
    database.empty();
    blobs =
        new FileBlobStore(
            folder.resolve("blobs"), new BlobRowStore(database.client()), database.transactions());
    anna = TestCallers.submitter();
    ben = TestCallers.submitter();
  }

  @Test
  void bytesLieUnderTheirHashInAFolderNobodyElseEnters() throws IOException {
    var blob = blobs.put(anna.organisation(), bytes());

    assertThat(blob).isEqualTo(new BlobStore.Blob(HASH, BYTES.length));
    assertThat(
            folder
                .resolve("blobs/sha256")
                .resolve(HASH.hex().substring(0, 2))
                .resolve(HASH.hex().substring(2)))
        .hasBinaryContent(BYTES)
        .isEqualTo(blobs.path(HASH));
    assertThat(Files.getPosixFilePermissions(folder.resolve("blobs")))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    try (var in = blobs.open(HASH)) {
      assertThat(in.readAllBytes()).isEqualTo(BYTES);
    }
  }

  @Test
  void sameBytesTwiceAreOneFileWithTwoOwners() throws IOException {
    blobs.put(anna.organisation(), bytes());
    assertThat(blobs.find(ben.organisation(), HASH)).isEmpty();

    blobs.put(ben.organisation(), bytes());
    blobs.put(ben.organisation(), bytes());

    assertThat(blobs.find(anna.organisation(), HASH)).isPresent();
    assertThat(blobs.find(ben.organisation(), HASH)).isPresent();
    assertThat(files()).hasSize(1);
  }

  @Test
  void manyAtOnceStoreTheSameBytes() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<BlobStore.Blob> put = () -> blobs.put(anna.organisation(), bytes());
      for (var done : threads.invokeAll(Collections.nCopies(16, put))) {
        assertThat(done.get().hash()).isEqualTo(HASH);
      }
    }
    assertThat(files()).hasSize(1);
  }

  @Test
  void aBrokenStreamLeavesNothing() {
    var broken =
        new InputStream() {
          private boolean begun;

          @Override
          public int read(byte[] buffer, int offset, int length) throws IOException {
            if (begun) {
              throw new IOException("broken");
            }
            begun = true;
            return length;
          }

          @Override
          public int read() throws IOException {
            throw new IOException("broken");
          }
        };

    assertThatThrownBy(() -> blobs.put(anna.organisation(), broken)).hasMessage("broken");

    assertThat(files()).isEmpty();
    assertThat(
            database
                .client()
                .sql("select count(*) from blob_owner where org_id = :org")
                .param("org", anna.organisation().value())
                .query(Long.class)
                .single())
        .isZero();
  }

  @Test
  void aFinishedFileMovesIn() throws IOException {
    Path file = Files.write(blobs.incoming().resolve("u1"), BYTES);

    blobs.adopt(anna.organisation(), file, HASH);

    assertThat(file).doesNotExist();
    assertThat(blobs.path(HASH)).hasBinaryContent(BYTES);
    assertThat(blobs.find(anna.organisation(), HASH)).isPresent();
  }

  @Test
  void anotherContentThanAnnouncedStaysOutside() throws IOException {
    Path file = Files.write(blobs.incoming().resolve("u1"), new byte[] {1});

    assertThatThrownBy(() -> blobs.adopt(anna.organisation(), file, HASH))
        .isInstanceOf(ContentChangedException.class);

    assertThat(blobs.find(anna.organisation(), HASH)).isEmpty();
    assertThat(blobs.path(HASH)).doesNotExist();
  }

  @Test
  void adoptingGoesOnWhereACrashCameBetweenFileAndRow() throws IOException {
    Path file = Files.write(blobs.incoming().resolve("u1"), BYTES);
    Files.createDirectories(blobs.path(HASH).getParent());
    Files.move(file, blobs.path(HASH));

    blobs.adopt(anna.organisation(), file, HASH);

    assertThat(blobs.find(anna.organisation(), HASH)).isPresent();
  }

  private List<Path> files() {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream bytes() {
    return new ByteArrayInputStream(BYTES);
  }
}

package ki.testbed.intake.archive;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import ki.testbed.protocol.Sha256;
import tools.jackson.databind.node.ObjectNode;

/** Archives whose outer part, manifest or hashes are wrong (I101 to I109). */
final class FaultyContainers {
  private static final byte[] PROGRAM = Layers.program();

  private FaultyContainers() {}

  static Stream<Fault> all() {
    return Stream.of(
        new Fault("I101", "an empty file", () -> new byte[0]),
        new Fault(
            "I101", "text", () -> "not an image".repeat(100).getBytes(StandardCharsets.UTF_8)),
        new Fault("I101", "random bytes", () -> Pieces.random(100_000)),
        new Fault(
            "I101",
            "an archive compressed as a whole",
            () -> Layers.gzip(ImageArchive.sound().dockerSave())),
        new Fault(
            "I101",
            "garbage behind the first entry",
            () -> Pieces.broken(ImageArchive.sound().dockerSave(), 512 + Layers.program().length)),
        new Fault(
            "I101",
            "a layer that is no tar archive from some byte on",
            () -> Pieces.badLayer(Pieces.broken(Layers.program(), 512))),
        new Fault(
            "I101",
            "an extended header that is none",
            () -> Pieces.layer(tar -> tar.extended('x', "nonsense").file("x", "x"))),
        new Fault("I101", "a size below zero", () -> Pieces.layer(FaultyContainers::negativeSize)),
        new Fault(
            "I102",
            "cut in an entry",
            () -> Arrays.copyOf(ImageArchive.sound().dockerSave(), 1500)),
        new Fault(
            "I102",
            "cut between entries",
            () -> Arrays.copyOf(ImageArchive.sound().dockerSave(), 512 + Layers.program().length)),
        new Fault(
            "I102",
            "a layer that ends in an entry",
            () -> Pieces.badLayer(Arrays.copyOf(Layers.program(), 1100))),
        new Fault(
            "I102",
            "gzip cut off",
            () -> Pieces.badLayer(PROGRAM, Arrays.copyOf(Layers.gzip(PROGRAM), 60))),
        new Fault("I103", "a gzip bomb", () -> bomb(Layers::gzip)),
        new Fault("I103", "a zstd bomb", () -> bomb(Layers::zstd)),
        new Fault(
            "I103",
            "a file of holes",
            () -> Pieces.layer(tar -> tar.extended('x', holes()).file("big", "x"))),
        new Fault("I103", "an old file of holes", () -> Pieces.layer(FaultyContainers::oldHoles)),
        new Fault("I105", "no manifest", () -> TarBytes.of(tar -> tar.file("etc/passwd", "root"))),
        new Fault("I105", "a manifest that is no list", () -> dockerManifest("{}")),
        new Fault("I105", "an empty list", () -> dockerManifest("[]")),
        new Fault("I105", "a list of something else", () -> dockerManifest("[7]")),
        new Fault(
            "I105",
            "a layer that is no text",
            () ->
                ImageArchive.sound()
                    .manifest(image -> image.putArray("Layers").add(1))
                    .dockerSave()),
        new Fault("I105", "a manifest nested deeply", () -> dockerManifest("[".repeat(100_000))),
        new Fault(
            "I105",
            "a manifest twice",
            () -> ImageArchive.sound().extra(tar -> tar.file("manifest.json", "[]")).dockerSave()),
        new Fault(
            "I105",
            "a manifest that is a directory",
            () -> TarBytes.of(tar -> tar.directory("manifest.json"))),
        new Fault(
            "I105",
            "a missing layer",
            () ->
                ImageArchive.sound()
                    .manifest(image -> image.withArray("/Layers").add("x.tar"))
                    .dockerSave()),
        new Fault(
            "I105",
            "a missing config",
            () -> ImageArchive.sound().writeConfig((_, _) -> {}).dockerSave()),
        new Fault(
            "I105",
            "another kind of artefact",
            () ->
                ImageArchive.sound()
                    .manifest(m ->
                        m.withObject("/config")
                            .put("mediaType", "application/vnd.cncf.helm.config.v1+json"))
                    .oci()),
        new Fault(
            "I105",
            "an index without descriptors",
            () -> ImageArchive.sound().index(index -> index.put("manifests", 1)).oci()),
        new Fault(
            "I105",
            "a hash of another kind",
            () ->
                ImageArchive.sound().index(index -> first(index).put("digest", "sha512:00")).oci()),
        new Fault("I106", "two images", () -> twoImages()),
        new Fault(
            "I106",
            "two manifests in the index",
            () -> ImageArchive.sound().index(FaultyContainers::secondManifest).oci()),
        new Fault(
            "I106",
            "a nested index",
            () ->
                ImageArchive.sound()
                    .index(index ->
                        first(index).put("mediaType", "application/vnd.oci.image.index.v1+json"))
                    .oci()),
        new Fault(
            "I106",
            "an index disguised as manifest",
            () -> ImageArchive.sound().manifest(m -> m.putArray("manifests")).oci()),
        new Fault(
            "I107",
            "an OCI layer by URL",
            () -> ImageArchive.sound().manifest(FaultyContainers::urlLayer).oci()),
        new Fault(
            "I107",
            "a docker-save layer by URL",
            () -> ImageArchive.sound().manifest(FaultyContainers::urlSource).dockerSave()),
        new Fault("I108", "a blob that was changed", () -> changedBlob()),
        new Fault(
            "I108",
            "a manifest that was changed",
            () ->
                ImageArchive.sound()
                    .index(index -> first(index).put("digest", Sha256.of(PROGRAM).prefixed()))
                    .extra(tar -> ImageArchive.blob(tar, "", PROGRAM))
                    .oci()),
        new Fault(
            "I108",
            "a wrong size",
            () ->
                ImageArchive.sound()
                    .manifest(m -> ((ObjectNode) m.at("/layers/0")).put("size", 5))
                    .oci()),
        new Fault("I108", "a gzip layer that was changed", () -> changedGzip()),
        new Fault("I108", "a config that does not match its name", () -> misnamedConfig()),
        new Fault(
            "I109",
            "a layer too many",
            () -> ImageArchive.sound().diffIds(ids -> ids.add(ids.getFirst())).dockerSave()),
        new Fault(
            "I109",
            "another layer",
            () ->
                ImageArchive.sound()
                    .diffIds(ids -> ids.set(0, Sha256.of(new byte[0])))
                    .dockerSave()));
  }

  private static byte[] bomb(UnaryOperator<byte[]> pack) {
    byte[] layer = Layers.zeros(110);
    return ImageArchive.sound().layer(layer, pack.apply(layer)).oci();
  }

  private static String[] holes() {
    return new String[] {
      TarBytes.record("GNU.sparse.major", "1"),
      TarBytes.record("GNU.sparse.minor", "0"),
      TarBytes.record("GNU.sparse.realsize", "1000000000000")
    };
  }

  private static void oldHoles(TarBytes tar) {
    byte[] block = Pieces.header("holes", 'S');
    System.arraycopy("77777777777".getBytes(StandardCharsets.US_ASCII), 0, block, 483, 11);
    block[483] = (byte) 0x80;
    Arrays.fill(block, 484, 489, (byte) 0);
    tar.sealed(block);
  }

  private static void negativeSize(TarBytes tar) {
    byte[] block = Pieces.header("negative", '0');
    Arrays.fill(block, 124, 136, (byte) 0xff);
    tar.sealed(block);
  }

  private static byte[] dockerManifest(String json) {
    return TarBytes.of(tar -> tar.file("manifest.json", json));
  }

  private static byte[] twoImages() {
    String image = "{\"Config\":\"c\",\"Layers\":[]}";
    return dockerManifest("[" + image + "," + image + "]");
  }

  private static ObjectNode first(ObjectNode index) {
    return (ObjectNode) index.at("/manifests/0");
  }

  private static void secondManifest(ObjectNode index) {
    index
        .withArray("/manifests")
        .add(first(index).deepCopy().put("digest", Sha256.of(PROGRAM).prefixed()));
  }

  private static void urlLayer(ObjectNode manifest) {
    ObjectNode layer = manifest.withArray("/layers").addObject();
    layer
        .put("mediaType", "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip")
        .put("size", 5)
        .put("digest", Sha256.of(new byte[1]).prefixed());
    layer.putArray("urls").add("https://layers.example/1");
  }

  private static void urlSource(ObjectNode image) {
    image.withArray("/Layers").add("foreign/layer.tar");
    image
        .putObject("LayerSources")
        .putObject("sha256:0")
        .putArray("urls")
        .add("https://layers.example/1");
  }

  private static byte[] changedBlob() {
    byte[] archive = ImageArchive.sound().layer(tar -> tar.file("f", "UNIQUE")).oci();
    archive[indexOf(archive, "UNIQUE")]++;
    return archive;
  }

  private static byte[] changedGzip() {
    byte[] archive = ImageArchive.empty().layer(PROGRAM, Layers.gzip(PROGRAM)).oci();
    archive[indexOf(archive, "\u001f\u008b") + 20]++;
    return archive;
  }

  private static byte[] misnamedConfig() {
    String name = Sha256.of(new byte[0]).hex() + ".json";
    return ImageArchive.sound()
        .writeConfig((tar, bytes) -> tar.file(name, 0644, bytes))
        .manifest(image -> image.put("Config", name))
        .dockerSave();
  }

  private static int indexOf(byte[] bytes, String ascii) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    return text.indexOf(ascii);
  }
}

package ki.testbed.runner.image;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import com.google.cloud.tools.jib.api.buildplan.Port;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;

/**
 * From files to an archive: layers (runtime, libraries, program, classes archived ahead), so that a
 * change of the program sends little.
 */
record ImageBuild(ImagePlan plan, Path runtime) {
  private static final String USER = "10001:10001";

  /** Writes the archive and, beside it, the digest of its config and of its layers. */
  ImageDigests write() throws IOException, InterruptedException {
    try {
      Files.createDirectories(plan.tar().toAbsolutePath().getParent());
      var cache = plan.cache().resolve("layers");
      image(layers())
          .containerize(
              Containerizer.to(TarImage.at(plan.tar()).named(plan.name()))
                  .setOfflineMode(true)
                  .setToolName("testbed")
                  .setBaseImageLayersCache(cache)
                  .setApplicationLayersCache(cache));
      return ImageDigests.of(plan.tar());
    } catch (InvalidImageReferenceException
        | RegistryException
        | CacheDirectoryCreationException
        | ExecutionException e) {
      throw new IOException(
          "the image " + plan.name() + " could not be made: " + e.getMessage(), e);
    }
  }

  private JibContainerBuilder image(List<FileEntriesLayer> layers) throws IOException {
    var image =
        Jib.fromScratch()
            .setPlatforms(Set.of(new Platform("amd64", "linux")))
            .setCreationTime(Instant.EPOCH)
            .setUser(USER)
            .setEntrypoint(plan.entryPoint())
            .setFileEntriesLayers(layers);
    plan.port().ifPresent(port -> image.addExposedPort(Port.tcp(port)));
    return image;
  }

  private List<FileEntriesLayer> layers() throws IOException, InterruptedException {
    var layers = new ArrayList<>(List.of(runtimeLayer(), libraryLayer(), programLayer()));
    if (plan.classes().isPresent()) {
      layers.add(archiveLayer(plan.classes().get()));
    }
    return layers;
  }

  private FileEntriesLayer runtimeLayer() throws IOException {
    var layer = FileEntriesLayer.builder().setName("runtime");
    for (var part : List.of("opt", "lib", "lib64")) {
      layer.addEntryRecursive(
          runtime.resolve(part),
          AbsoluteUnixPath.get("/" + part),
          (file, _) -> FilePermissions.fromOctalString(mode(file)));
    }
    return layer.build();
  }

  /** Permissions are ours to set: without 755 on the programs and the loader nothing starts. */
  private static String mode(Path file) {
    return Files.isDirectory(file) || Files.isExecutable(file) ? "755" : "644";
  }

  private FileEntriesLayer libraryLayer() throws IOException {
    var layer = FileEntriesLayer.builder().setName("libraries");
    for (var jar : plan.libraries()) {
      layer.addEntry(jar, AbsoluteUnixPath.get(ImagePlan.HOME + "lib/" + jar.getFileName()));
    }
    for (var library : plan.nativeLibraries()) {
      layer.addEntry(library, AbsoluteUnixPath.get(ImagePlan.NATIVE_HOME + library.getFileName()));
    }
    return layer.build();
  }

  private FileEntriesLayer programLayer() {
    return FileEntriesLayer.builder()
        .setName("program")
        .addEntry(plan.app(), AbsoluteUnixPath.get(ImagePlan.HOME + plan.app().getFileName()))
        .build();
  }

  private FileEntriesLayer archiveLayer(Path classList) throws IOException, InterruptedException {
    return FileEntriesLayer.builder()
        .setName("classes")
        .addEntry(
            new ClassArchive(plan, runtime).make(classList),
            AbsoluteUnixPath.get(ClassArchive.PLACE))
        .build();
  }
}

package ki.testbed.intake;

import java.util.Optional;
import ki.testbed.protocol.Finding;

/** Words for an archive or a layer that could not be read on. */
final class BrokenText {
  private BrokenText() {}

  /** What a file is instead of an archive. */
  static Finding noArchive(Optional<Compression> packed) {
    return switch (packed.orElse(Compression.NONE)) {
      case NONE ->
          noArchive(
              "Die Datei ist leer oder kein tar-Archiv", "The file is empty or no tar archive");
      case GZIP ->
          noArchive(
              "Die Datei ist als Ganzes mit gzip gepackt",
              "The file is compressed with gzip as a whole");
      case ZSTD ->
          noArchive(
              "Die Datei ist als Ganzes mit zstd gepackt",
              "The file is compressed with zstd as a whole");
    };
  }

  static Finding archive(ArchiveBroken broken, long size) {
    return switch (broken.why()) {
      case ENDS_EARLY -> endsEarly(broken, size);
      case NO_TAR, NOT_PACKED_SO, TOO_LARGE ->
          noArchive(
              "Ab Byte " + broken.at() + " ist die Datei kein tar-Archiv",
              "From byte " + broken.at() + " on the file is no tar archive");
      case TOO_MANY ->
          ImageCode.I104.of(
              "Das Archiv selbst hat zu viele Einträge.",
              "The archive itself has too many entries.");
    };
  }

  static Finding layer(ArchiveBroken broken, int number, IntakeBounds.Size bounds) {
    String de = "Schicht " + number + " ";
    String en = "Layer " + number + " ";
    return switch (broken.why()) {
      case ENDS_EARLY -> ImageCode.I102.of(de + "endet zu früh.", en + "ends too early.");
      case NO_TAR ->
          ImageCode.I101.of(
              de + "ist ab Byte " + broken.at() + " kein tar-Archiv.",
              en + "is no tar archive from byte " + broken.at() + " on.");
      case NOT_PACKED_SO ->
          ImageCode.I131.of(de + "lässt sich nicht entpacken.", en + "cannot be decompressed.");
      case TOO_LARGE ->
          ImageCode.I103.of(
              de
                  + "wird entpackt zu groß: über "
                  + (bounds.bytes() >> 30)
                  + " GiB oder das "
                  + bounds.ratio()
                  + "-Fache.",
              en
                  + "unpacks to too much: over "
                  + (bounds.bytes() >> 30)
                  + " GiB or "
                  + bounds.ratio()
                  + " times its size.");
      case TOO_MANY ->
          ImageCode.I104.of(
              "Das Image hat mehr als "
                  + bounds.entries()
                  + " Dateien, oder ihre Namen sind zu lang.",
              "The image has more than "
                  + bounds.entries()
                  + " files, or their names are too long.");
    };
  }

  private static Finding noArchive(String de, String en) {
    return ImageCode.I101.of(
        de + "; das ist kein Image-Archiv.", en + "; this is no image archive.");
  }

  private static Finding endsEarly(ArchiveBroken broken, long size) {
    return broken.needed() > size
        ? ImageCode.I102.of(
            "Die Datei endet bei Byte " + size + " von mindestens " + broken.needed() + ".",
            "The file ends at byte " + size + " of at least " + broken.needed() + ".")
        : ImageCode.I102.of(
            "Die Datei endet bei Byte " + size + " ohne Schlussmarke.",
            "The file ends at byte " + size + " without its end mark.");
  }
}

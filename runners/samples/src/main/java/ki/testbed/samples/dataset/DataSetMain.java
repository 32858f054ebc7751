package ki.testbed.samples.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import ki.testbed.protocol.Text;

/** Writes the language data sets: {@code <package.tgz> <folder of the data sets>}. */
public final class DataSetMain {
  private static final int PER_LANGUAGE = 5;
  private static final String WHOLE =
      "All paragraphs of at least %d characters (Unicode NFC, white space collapsed) of the declaration in the 24 official languages of"
          + " the European Union, each text once, in the order of their SHA-256.";
  private static final String SPREAD =
      "Of the samples of langid-udhr, %d per language: those at the ranks floor(i n / %d), i from 0, by SHA-256 of the text.";

  private DataSetMain() {}

  public static void main(String... arguments) throws IOException {
    var udhr = UdhrPackage.open(Files.readAllBytes(Path.of(arguments[0])), UdhrPackage.INTEGRITY);
    for (var set : sets(udhr)) {
      set.write(Path.of(arguments[1], set.id(), "1"));
      System.out.println(set.id() + " " + set.selection().samples().size());
    }
  }

  private static List<DataSetFiles> sets(UdhrPackage udhr) throws IOException {
    return List.of(
        new DataSetFiles(
            "langid-udhr",
            new Text(
                "Menschenrechtserklärung in den 24 Amtssprachen der EU",
                "Declaration of human rights in the 24 official languages of the EU"),
            WHOLE.formatted(Selection.SHORTEST),
            Selection.whole(udhr),
            udhr.licence()),
        new DataSetFiles(
            "langid-udhr-small",
            new Text(
                "Menschenrechtserklärung in den 24 Amtssprachen der EU, kleine Auswahl",
                "Declaration of human rights in the 24 official languages of the EU, small selection"),
            SPREAD.formatted(PER_LANGUAGE, PER_LANGUAGE),
            Selection.spread(udhr, PER_LANGUAGE),
            udhr.licence()));
  }
}

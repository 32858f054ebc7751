package ki.testbed.samples.dataset;

import java.io.IOException;
import java.io.StringReader;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** The paragraphs of one edition, in order: Unicode form NFC, white space collapsed. */
record Declaration(List<String> paragraphs) {
  private static final String DOCTYPE = "<!doctype html>";

  Declaration {
    paragraphs = List.copyOf(paragraphs);
  }

  /** The package's pages are well-formed XML behind the first line. */
  static Declaration parse(String html) throws IOException {
    var paragraphs = new ArrayList<String>();
    var elements = document(html.replace(DOCTYPE, "")).getElementsByTagName("p");
    for (int i = 0; i < elements.getLength(); i++) {
      paragraphs.add(tidy(elements.item(i).getTextContent()));
    }
    return new Declaration(paragraphs);
  }

  private static String tidy(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC).strip().replaceAll("\\s+", " ");
  }

  private static Document document(String xml) throws IOException {
    try {
      var factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      return factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException("the page is not well-formed: " + e.getMessage(), e);
    }
  }
}

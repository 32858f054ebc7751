package ki.testbed.api;

import ki.testbed.catalog.DataSet;
import ki.testbed.protocol.Sha256;
import ki.testbed.protocol.Text;

/** What everybody may know of a data set; its content is not given out. */
record DataSetView(
    String id,
    String version,
    Text title,
    Sha256 sha256,
    Sha256 samplesSha256,
    Sha256 expectedSha256,
    int n,
    String licence,
    String source,
    String selectionRule,
    DataSet.Visibility visibility) {
  static DataSetView of(DataSet set) {
    return new DataSetView(
        set.id(),
        set.version(),
        set.title(),
        set.sha256(),
        set.samples(),
        set.expected(),
        set.n(),
        set.licence(),
        set.source(),
        set.selectionRule(),
        set.visibility());
  }
}

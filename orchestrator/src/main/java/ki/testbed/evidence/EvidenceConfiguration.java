package ki.testbed.evidence;

import java.io.IOException;
import ki.testbed.access.AuditPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Puts the module together. */
@Configuration(proxyBeanMethods = false)
class EvidenceConfiguration {
  @Bean
  BlobStore blobStore(
      EvidenceProperties properties, JdbcClient db, TransactionOperations transactions)
      throws IOException {
    return new FileBlobStore(properties.folder(), new BlobRowStore(db), transactions);
  }

  @Bean
  Evidence evidence(BlobStore blobs, JdbcClient db, TransactionOperations transactions) {
    return new StoredEvidence(blobs, new EvidenceStore(db), new MeasurementStore(db), transactions);
  }

  @Bean
  AuditPort audit(JdbcClient db) {
    return new AuditStore(db);
  }
}

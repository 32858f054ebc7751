package ki.testbed.catalog;

import ki.testbed.access.AuditPort;
import ki.testbed.evidence.BlobStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Puts the module together; a catalog that cannot be taken stops the start. */
@Configuration(proxyBeanMethods = false)
class CatalogConfiguration {
  @Bean
  Catalog catalog(
      CatalogProperties properties,
      JdbcClient db,
      BlobStore blobs,
      AuditPort audit,
      TransactionOperations transactions,
      ResourcePatternResolver resources) {
    var store = new CatalogStore(db);
    new CatalogLoader(store, blobs, audit, transactions, resources).load(properties.source());
    return new StoredCatalog(store);
  }
}

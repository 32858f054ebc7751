package ki.testbed.evidence;

import java.util.Optional;
import ki.testbed.access.OrganisationId;
import ki.testbed.evidence.BlobStore.Blob;
import ki.testbed.protocol.Sha256;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which bytes are there, and whose they are. */
record BlobRowStore(JdbcClient db) {

  /** Looks first: an insert would wait for anybody who is just storing the same bytes. */
  void insert(Blob blob) {
    db.sql(
            """
            insert into blob (hash, bytes) select :hash, :bytes
            where not exists (select from blob where hash = :hash)
            on conflict do nothing
            """)
        .param("hash", blob.hash().hex())
        .param("bytes", blob.bytes())
        .update();
  }

  void insertOwner(OrganisationId owner, Sha256 hash) {
    db.sql(
            """
            insert into blob_owner (org_id, hash) select :org, :hash
            where not exists (select from blob_owner where org_id = :org and hash = :hash)
            on conflict do nothing
            """)
        .param("org", owner.value())
        .param("hash", hash.hex())
        .update();
  }

  Optional<Blob> find(OrganisationId owner, Sha256 hash) {
    return db.sql(
            """
            select b.bytes from blob b join blob_owner o on o.hash = b.hash
            where o.org_id = :org and o.hash = :hash
            """)
        .param("org", owner.value())
        .param("hash", hash.hex())
        .query(Long.class)
        .optional()
        .map(bytes -> new Blob(hash, bytes));
  }
}

package ki.testbed.intake;

/** How the archive says what belongs to the image. */
public enum ArchiveFormat {
  /** OCI image layout: {@code index.json} and blobs by digest. */
  OCI,
  /** What {@code docker save} writes: {@code manifest.json} with paths. */
  DOCKER_SAVE
}

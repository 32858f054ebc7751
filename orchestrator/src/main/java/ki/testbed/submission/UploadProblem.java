package ki.testbed.submission;

import java.util.OptionalLong;

/** Bytes that are not taken, and why. What was acknowledged before stays. */
public final class UploadProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why; the words are stable. */
  public enum Code {
    /** This organisation has no such upload. */
    NOT_FOUND,
    /** It takes no more bytes: complete, rejected or expired. */
    CLOSED,
    /** It is not complete, so it cannot be submitted yet. */
    NOT_COMPLETE,
    /** Bytes for another place; {@link #number} is the offset that is wanted. */
    OFFSET,
    /** The chunk has another hash than announced; nothing of it was kept. */
    CHUNK_DIGEST,
    /** The chunk ended early; nothing of it was kept. */
    CHUNK_CUT,
    /** A chunk is smaller or larger than allowed; {@link #number} is the bound. */
    CHUNK_SIZE,
    /** All bytes are here and have another hash than announced; they are gone. */
    CONTENT_DIGEST,
    /** More than announced, or more than one upload may have; {@link #number} is the bound. */
    TOO_LARGE,
    /** Announced as nothing. */
    EMPTY,
    /** No media type, or none of printable characters. */
    MEDIA_TYPE,
    /** Somebody is sending to this upload right now. */
    BUSY,
    /** The bytes came too slowly; nothing of this chunk was kept. */
    TOO_SLOW,
    /** The organisation has as many open uploads as it may; {@link #number} is the bound. */
    TOO_MANY_OPEN,
    /** As many announcements as an hour may have; {@link #number} is the wait in seconds. */
    TOO_OFTEN,
    /** The organisation's storage is used up; {@link #number} is the bound. */
    STORAGE_QUOTA,
    /** The testbed's disk is too full: not the submitter's fault, try again later. */
    DISK_FULL
  }

  private final Code code;
  private final OptionalLong number;

  UploadProblem(Code code) {
    this(code, OptionalLong.empty());
  }

  UploadProblem(Code code, long number) {
    this(code, OptionalLong.of(number));
  }

  private UploadProblem(Code code, OptionalLong number) {
    super(number.isPresent() ? code + " " + number.getAsLong() : code.name());
    this.code = code;
    this.number = number;
  }

  /** Which one. */
  public Code code() {
    return code;
  }

  /** Its name among the problems of all modules, as API and pages tell it. */
  public String word() {
    return switch (code) {
      case CHUNK_DIGEST, CHUNK_CUT, CHUNK_SIZE, CONTENT_DIGEST -> code.name();
      case NOT_FOUND,
          CLOSED,
          NOT_COMPLETE,
          OFFSET,
          TOO_LARGE,
          EMPTY,
          MEDIA_TYPE,
          BUSY,
          TOO_SLOW,
          TOO_MANY_OPEN,
          TOO_OFTEN,
          STORAGE_QUOTA,
          DISK_FULL ->
          "UPLOAD_" + code;
    };
  }

  /** The offset or bound in bytes, or the bound of a count, where the code has one. */
  public OptionalLong number() {
    return number;
  }
}

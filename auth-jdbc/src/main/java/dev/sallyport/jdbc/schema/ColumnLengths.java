package dev.sallyport.jdbc.schema;

import dev.sallyport.authorization.ResourceId;

/** Lengths of columns, in characters, that no type of the core states. */
public final class ColumnLengths {
  /** Length of the state of a subject: more than twice the longest state of a key. */
  public static final int STATE = 100_000;

  /** Maximum length of {@link ResourceId#toString()}. */
  public static final int RESOURCE_ID = ResourceId.MAX_NAME + 31;

  /** Maximum length of the kind of a user. */
  public static final int KIND = 20;

  /** Maximum length of words that are separated by blanks, such as scopes. */
  public static final int WORDS = 2000;

  /** Maximum length of the digest of a password. */
  public static final int PASSWORD_HASH = 255;

  /** Maximum length of the action of an audit record. */
  public static final int ACTION = 50;

  private ColumnLengths() {}
}

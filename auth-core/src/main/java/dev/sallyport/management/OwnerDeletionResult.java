package dev.sallyport.management;

/**
 * What was deleted with a user or an account.
 *
 * @param users how many users
 * @param keys how many keys
 * @param resources how many resources
 */
public record OwnerDeletionResult(int users, int keys, int resources) {
  public static final OwnerDeletionResult NONE = new OwnerDeletionResult(0, 0, 0);

  public OwnerDeletionResult and(OwnerDeletionResult other) {
    return new OwnerDeletionResult(
        users + other.users, keys + other.keys, resources + other.resources);
  }
}

package dev.sallyport.management;

/**
 * Number of objects deleted with a user or an account.
 *
 * <pre>{@code
 * sallyport.ownerManager().deleteUser(Owner.of("ada")).ifPresent(it -> log.info("{} keys", it.keys()));
 * }</pre>
 *
 * @param users number of users
 * @param keys number of keys
 * @param resources number of resources
 * @since 0.1.0
 */
public record OwnerDeletionResult(int users, int keys, int resources) {
  /** Result of deleting nothing. */
  public static final OwnerDeletionResult NONE = new OwnerDeletionResult(0, 0, 0);

  /** Returns the sum of two results. */
  public OwnerDeletionResult and(OwnerDeletionResult other) {
    return new OwnerDeletionResult(
        users + other.users, keys + other.keys, resources + other.resources);
  }
}

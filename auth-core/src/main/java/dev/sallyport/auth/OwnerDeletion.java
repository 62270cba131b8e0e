package dev.sallyport.auth;

/**
 * What was deleted with a user or an account.
 *
 * @param users how many users
 * @param keys how many keys
 * @param resources how many resources
 */
public record OwnerDeletion(int users, int keys, int resources) {
  static final OwnerDeletion NONE = new OwnerDeletion(0, 0, 0);

  OwnerDeletion and(OwnerDeletion other) {
    return new OwnerDeletion(users + other.users, keys + other.keys, resources + other.resources);
  }
}

package dev.sallyport.key;

/**
 * Profile of an owner, safe to show to the owner.
 *
 * <pre>{@code
 * Optional<String> email = sallyport.owners().find(owner).map(OwnerProfile::email);
 * }</pre>
 *
 * @param owner account id and user id
 * @param accountName display name of the account; empty if unknown
 * @param email email address of the user; empty if unknown
 * @param status status of the owner
 * @since 0.1.0
 */
public record OwnerProfile(Owner owner, String accountName, String email, OwnerStatus status) {}

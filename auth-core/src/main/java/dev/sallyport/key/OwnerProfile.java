package dev.sallyport.key;

/**
 * What is known of an owner, safe to show to the owner.
 *
 * @param owner account number and username
 * @param accountName what people call the account; empty if unknown
 * @param email of the user; empty if unknown
 * @param status what the owner may do with keys
 */
public record OwnerProfile(Owner owner, String accountName, String email, OwnerStatus status) {}

package dev.sallyport.cli.client;

import dev.sallyport.key.Owner;
import dev.sallyport.management.CreateResult.Reason;

/** Error messages for keys that were not created. */
public final class CreationFailure {
  private CreationFailure() {}

  /** Returns one sentence that gives the reason and a remedy. */
  public static String of(Reason reason, Owner owner) {
    return switch (reason) {
      case OWNER_UNKNOWN ->
          "user %s not found in account %s; create it with 'sallyport users create'."
              .formatted(owner.userId(), owner.accountId());
      case OWNER_INACTIVE ->
          "user %s or its account is inactive; activate it first.".formatted(owner);
      case OWNER_NOT_STAFF ->
          "API keys can only be created for staff users; use 'sallyport users promote' for %s."
              .formatted(owner);
      case EXPIRY_BEYOND_MAXIMUM ->
          "the expiry is beyond the setting max-lifetime-days; choose an earlier --expires.";
      case EXPIRY_IN_THE_PAST -> "the expiry is in the past; choose a later --expires.";
      case SCOPE_BEYOND_ISSUER -> "an API key can grant only scopes that it holds itself.";
      case NETWORK_BEYOND_ISSUER -> "an API key can grant only networks within its own networks.";
      case EXPIRY_BEYOND_ISSUER -> "an API key cannot create a key that expires later than itself.";
      case ID_TAKEN -> "a key with this id exists.";
      case LIMIT_REACHED ->
          "%s has reached the limit of token-limit-per-user; delete a key first.".formatted(owner);
      case KEY_INACTIVE -> "the key is inactive; activate it first, or create a new key.";
      case KEY_EXPIRED -> "the key has expired and cannot be rotated; create a new key.";
      case KEY_ROTATED ->
          "the key was already rotated; rotate its successor, which 'sallyport keys show' names.";
      case KEY_CHANGED -> "the key was changed by another request; check it and try again.";
    };
  }
}

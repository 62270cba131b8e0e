package dev.sallyport.cli.client;

import dev.sallyport.key.Owner;
import dev.sallyport.management.CreateResult.Reason;

/** Why there is no new key, and what can be done about it. */
public final class CreationFailure {
  private CreationFailure() {}

  /** One sentence. */
  public static String of(Reason reason, Owner owner) {
    return switch (reason) {
      case OWNER_UNKNOWN ->
          "there is no user %s of account %s; 'sallyport create-user' makes one."
              .formatted(owner.username(), owner.accountNumber());
      case OWNER_INACTIVE -> "the user %s or the account is switched off.".formatted(owner);
      case OWNER_NOT_STAFF ->
          "API keys can only be created for staff users, and %s is none; 'sallyport promote-user' changes that."
              .formatted(owner);
      case EXPIRY_BEYOND_MAXIMUM ->
          "the key would outlive the setting max-lifetime-days; choose an earlier --expires.";
      case EXPIRY_IN_THE_PAST -> "the key would have expired already; choose a later --expires.";
      case SCOPE_BEYOND_ISSUER -> "the key would have scopes that its maker does not hold.";
      case NETWORK_BEYOND_ISSUER -> "the key would be for networks that its maker is not for.";
      case EXPIRY_BEYOND_ISSUER -> "the key would end later than its maker.";
      case LIMIT_REACHED ->
          "%s has as many keys as token-limit-per-user allows; delete one first.".formatted(owner);
      case KEY_INACTIVE -> "the key is switched off; activate it first, or make a new one.";
      case KEY_EXPIRED -> "the key is over and has no successor; make a new one.";
      case KEY_ROTATED ->
          "the key has a successor already, which 'sallyport show' names; rotate that one.";
      case KEY_CHANGED -> "somebody changed the key meanwhile; look at it again.";
    };
  }
}

package dev.sallyport.admin.service;

import dev.sallyport.management.CreateResult.Reason;

/** Reason why an action was denied, with a human-readable sentence. */
public enum Denial {
  /** The object does not exist, or is not visible to the administrator; both look the same. */
  ABSENT("No object with this name or id exists."),
  OUTDATED("It was changed since you read it: reload it and try again."),
  FOR_SUPERUSERS("Only superusers may do this."),
  FOR_OWN_KEYS_ONLY(
      "Tokens are shown only to the owner of the key: create and rotate your own keys."),
  SCOPE_BEYOND_OWN(
      "You cannot grant scopes beyond your own, nor show, activate or extend keys that hold such."),
  NETWORK_BEYOND_OWN("Your key is limited to certain networks: name networks within these."),
  RIGHTS_BEYOND_OWN("This exceeds the rights of your key: it requires a key with the scope *."),
  OWN_PASSWORD(
      "Change your own password on the console's page /password, which asks for the old one, or"
          + " ask another superuser to set it."),
  EXPIRY_BEYOND_OWN(
      "Your key cannot grant an expiry later than its own, renewals included: choose an earlier"
          + " one, or use a key with the scope *."),
  STEP_UP("Enter your password again: the last confirmation is more than five minutes old."),
  STEP_UP_AT_HOST(
      "This requires a login within the last five minutes, but the application that authenticated"
          + " you reports none: sign in there again, or use the command or a key."),
  EXISTS("This id or name already exists."),
  NO_SUCH_ACCOUNT("The account does not exist."),
  NO_SUCH_KEY("The account has no such key."),
  OWNER_UNKNOWN("The account does not exist, or has no such user."),
  OWNER_INACTIVE("The account or the user is deactivated."),
  OWNER_NOT_STAFF("API keys can only be created for staff users."),
  EXPIRY_IN_THE_PAST("The requested expiry is in the past."),
  EXPIRY_BEYOND_MAXIMUM("The requested expiry exceeds max-lifetime-days: choose an earlier one."),
  LIMIT_REACHED("The user has reached the maximum number of keys."),
  KEY_INACTIVE("A deactivated key cannot be rotated."),
  KEY_EXPIRED("An expired key cannot be rotated."),
  KEY_ROTATED("The key already has a successor."),
  OWNERS_OF_HOST("The host application manages accounts and users; change them there."),
  RESOURCES_OF_HOST("The host application manages resources; change them there."),
  NOT_AUDITED("This Sallyport instance has no readable audit log."),
  NOT_COUNTED("This Sallyport instance does not record usage.");

  private final String sentence;

  Denial(String sentence) {
    this.sentence = sentence;
  }

  /** Returns the sentence to show. */
  public String sentence() {
    return sentence;
  }

  static Denial of(Reason reason) {
    return switch (reason) {
      case OWNER_UNKNOWN -> OWNER_UNKNOWN;
      case OWNER_INACTIVE -> OWNER_INACTIVE;
      case OWNER_NOT_STAFF -> OWNER_NOT_STAFF;
      case EXPIRY_IN_THE_PAST -> EXPIRY_IN_THE_PAST;
      case EXPIRY_BEYOND_MAXIMUM -> EXPIRY_BEYOND_MAXIMUM;
      case SCOPE_BEYOND_ISSUER -> SCOPE_BEYOND_OWN;
      case NETWORK_BEYOND_ISSUER -> NETWORK_BEYOND_OWN;
      case EXPIRY_BEYOND_ISSUER -> EXPIRY_BEYOND_OWN;
      case ID_TAKEN -> EXISTS;
      case LIMIT_REACHED -> LIMIT_REACHED;
      case KEY_INACTIVE -> KEY_INACTIVE;
      case KEY_EXPIRED -> KEY_EXPIRED;
      case KEY_ROTATED -> KEY_ROTATED;
      case KEY_CHANGED -> OUTDATED;
    };
  }
}

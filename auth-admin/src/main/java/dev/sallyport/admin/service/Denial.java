package dev.sallyport.admin.service;

import dev.sallyport.management.CreateResult.Reason;

/** Why something is not done, in a sentence for people. */
public enum Denial {
  /** Also what is another account's, to whom does not see that: the very same. */
  ABSENT("There is nothing of this name or id."),
  OUTDATED("Somebody changed it since; look at it again."),
  FOR_SUPERUSERS("Only superusers may do this."),
  FOR_OWN_KEYS_ONLY(
      "A token is shown to the user whose key it is only: make and rotate keys of your own."),
  SCOPE_BEYOND_OWN("You may not give, show, wake or widen scopes that are beyond your own."),
  NETWORK_BEYOND_OWN(
      "Your key is for certain networks: name some of these, or parts of them, for others."),
  RIGHTS_BEYOND_OWN("This is beyond the rights of your key: it takes one with the scope *."),
  OWN_PASSWORD(
      "Change your own password on the console's page /password, where the old one is asked for; or"
          + " let another superuser set it."),
  EXPIRY_BEYOND_OWN(
      "Your key gives no later end than its own, renewals included: name an earlier end, or use a key"
          + " with the scope *."),
  STEP_UP("This takes your password again: you gave it more than five minutes ago."),
  STEP_UP_AT_HOST(
      "This takes a login of the last five minutes, and the application that let you in does not tell"
          + " of one: sign in there anew, or use the command or a key."),
  EXISTS("There is one of this name or number already."),
  NO_SUCH_ACCOUNT("There is no such account."),
  NO_SUCH_KEY("There is no such key in that account."),
  OWNER_UNKNOWN("There is no such account, or no such user in it."),
  OWNER_INACTIVE("The account or the user is switched off."),
  OWNER_NOT_STAFF("API keys can only be created for staff users."),
  EXPIRY_IN_THE_PAST("It would be over before it began."),
  EXPIRY_BEYOND_MAXIMUM("It would outlive max-lifetime-days: choose an earlier end."),
  LIMIT_REACHED("The user has as many keys as a user may have."),
  KEY_INACTIVE("A key that is switched off has no successor."),
  KEY_EXPIRED("A key that is over has no successor."),
  KEY_ROTATED("The key has a successor already."),
  OWNERS_OF_HOST("Accounts and users are kept by the host application; change them there."),
  RESOURCES_OF_HOST("Resources are kept by the host application; change them there."),
  NOT_AUDITED("This gate was built without an audit log to read."),
  NOT_COUNTED("This gate was built without a log of its use.");

  private final String sentence;

  Denial(String sentence) {
    this.sentence = sentence;
  }

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
      case LIMIT_REACHED -> LIMIT_REACHED;
      case KEY_INACTIVE -> KEY_INACTIVE;
      case KEY_EXPIRED -> KEY_EXPIRED;
      case KEY_ROTATED -> KEY_ROTATED;
      case KEY_CHANGED -> OUTDATED;
    };
  }
}

package dev.sallyport.cli.owner;

import dev.sallyport.admin.api.AccountView;
import dev.sallyport.admin.api.UserView;
import dev.sallyport.cli.client.OwnerClient;
import dev.sallyport.cli.client.OwnerClient.UserChange;
import dev.sallyport.cli.output.DeniedException;
import dev.sallyport.cli.output.UsageException;
import dev.sallyport.key.Owner;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Changes of one account or user. {@link ChangeOwner} is the command for each of them. */
public enum OwnerChange {
  ACTIVATE_ACCOUNT(
      Kind.ACCOUNT,
      "Activate an account. Has no effect on an active account.",
      "The keys of its users work again, except for inactive users and inactive keys."
          + ChangeOwner.SEEN),
  DEACTIVATE_ACCOUNT(
      Kind.ACCOUNT,
      "Deactivate an account. The keys of all its users are denied.",
      "Its users and keys are not changed and work again when the account is activated."
          + ChangeOwner.SEEN),
  ACTIVATE_USER(
      Kind.USER,
      "Activate a user. Has no effect on an active user.",
      "The user's keys work again, except for inactive ones." + ChangeOwner.SEEN),
  DEACTIVATE_USER(
      Kind.USER,
      "Deactivate a user. The user's keys are denied, and the user cannot sign in.",
      "The keys are not changed and work again when the user is activated." + ChangeOwner.SEEN),
  PROMOTE_USER(
      Kind.USER,
      "Make a user staff, so that API keys can be created for the user.",
      "An inactive user stays inactive."),
  DEMOTE_USER(
      Kind.USER,
      "Remove staff status, so that no more API keys can be created for the user.",
      "Existing keys keep working; use 'keys deactivate' or 'keys delete' to stop them.");

  final Kind kind;
  final String header;
  final String description;

  OwnerChange(Kind kind, String header, String description) {
    this.kind = kind;
    this.header = header;
    this.description = description;
  }

  /** Returns the name of the command in its group, such as {@code activate}. */
  public String verb() {
    return name().substring(0, name().indexOf('_')).toLowerCase(Locale.ROOT);
  }

  /** Returns the description of one line. */
  public String header() {
    return header;
  }

  /**
   * Applies the change.
   *
   * @param name an account id, or a text that names a user, see {@link UserReference}
   * @return a sentence about the new state; empty if the account or user does not exist
   */
  Optional<String> apply(OwnerClient owners, String name) {
    return switch (this) {
      case ACTIVATE_ACCOUNT -> sentence(owners.change(accountId(name), true), "is active");
      case DEACTIVATE_ACCOUNT -> sentence(owners.change(accountId(name), false), "is inactive");
      case ACTIVATE_USER -> ofUser(owners, name, UserChange.ACTIVATE, "is active");
      case DEACTIVATE_USER -> ofUser(owners, name, UserChange.DEACTIVATE, "is inactive");
      case PROMOTE_USER -> ofUser(owners, name, UserChange.PROMOTE, "is staff");
      case DEMOTE_USER -> ofUser(owners, name, UserChange.DEMOTE, "is not staff");
    };
  }

  static String accountId(String name) {
    return UsageException.convertInvalidValue(() -> Owner.requireAccountId(name));
  }

  private static Optional<String> sentence(Optional<AccountView> account, String outcome) {
    return account.map(it -> "Account %s %s.".formatted(it.accountId(), outcome));
  }

  private static Optional<String> ofUser(
      OwnerClient owners, String name, UserChange change, String outcome) {
    return new UserReference(name)
        .find(owners)
        .flatMap(user -> owners.change(user, change))
        .map(
            it -> "User %s %s%s.".formatted(OwnerTable.name(it), outcome, accountNote(it, owners)));
  }

  /** Returns a clause about an inactive account, which denies an active user's keys. */
  private static String accountNote(UserView user, OwnerClient owners) {
    boolean stopped =
        user.active() && owners.account(user.accountId()).filter(it -> !it.active()).isPresent();
    return stopped ? ", but the account is inactive, so the user's keys are denied" : "";
  }

  /** Kinds of owners. */
  public enum Kind {
    ACCOUNT("ACCOUNT", "Id of the account.", "acme"),
    USER("USER", UserReference.DESCRIPTION, "ada");

    final String label;
    final String meaning;
    final String example;

    Kind(String label, String meaning, String example) {
      this.label = label;
      this.meaning = meaning;
      this.example = example;
    }

    /** Returns the name in sentences, such as {@code user}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the name of the group of commands, such as {@code users}. */
    String group() {
      return word() + "s";
    }

    /** Returns the positional parameter for the name. */
    PositionalParamSpec parameter() {
      return PositionalParamSpec.builder()
          .paramLabel(label)
          .description(meaning)
          .type(String.class)
          .required(true)
          .arity("1")
          .index("0")
          .build();
    }

    /** Returns the exception for an owner that does not exist. */
    DeniedException notFound(String name) {
      return new DeniedException(
          "%s %s not found; create it with 'sallyport %s create'".formatted(word(), name, group()));
    }
  }
}

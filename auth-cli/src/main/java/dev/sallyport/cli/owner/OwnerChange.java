package dev.sallyport.cli.owner;

import dev.sallyport.admin.api.AccountView;
import dev.sallyport.admin.api.UserView;
import dev.sallyport.cli.client.OwnerClient;
import dev.sallyport.cli.client.OwnerClient.UserChange;
import dev.sallyport.cli.output.UsageException;
import dev.sallyport.key.Owner;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What the commands that change one account or one user do; {@link ChangeOwner} runs them. */
public enum OwnerChange {
  ACTIVATE_ACCOUNT(
      Kind.ACCOUNT,
      "Switch an account on; one that is on stays so.",
      "The keys of its users work again, but for users and keys that are switched off themselves."
          + ChangeOwner.SEEN),
  DEACTIVATE_ACCOUNT(
      Kind.ACCOUNT,
      "Switch an account off for now; the keys of all its users are refused.",
      "Its users and keys stay as they are, and work again when it is switched on."
          + ChangeOwner.SEEN),
  ACTIVATE_USER(
      Kind.USER,
      "Switch a user on; one that is on stays so.",
      "The user's keys work again, but for those that are switched off themselves."
          + ChangeOwner.SEEN),
  DEACTIVATE_USER(
      Kind.USER,
      "Switch a user off for now; the user's keys are refused, and so is signing in.",
      "The keys stay as they are, and work again when the user is switched on." + ChangeOwner.SEEN),
  PROMOTE_USER(
      Kind.USER,
      "Make a user staff, for whom keys can be made.",
      "One who is switched off stays so."),
  DEMOTE_USER(
      Kind.USER,
      "Make a user no staff, for whom no more keys can be made.",
      "The keys there are go on working; 'deactivate' and 'delete' end them.");

  final Kind kind;
  final String header;
  final String description;

  OwnerChange(Kind kind, String header, String description) {
    this.kind = kind;
    this.header = header;
    this.description = description;
  }

  /** The command, such as {@code activate-user}. */
  public String command() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Does it.
   *
   * @param name an account number or a username
   * @return a sentence that says what is true now; empty if there is no such account or user
   */
  Optional<String> apply(OwnerClient owners, String name) {
    return switch (this) {
      case ACTIVATE_ACCOUNT -> sentence(owners.change(number(name), true), "is active");
      case DEACTIVATE_ACCOUNT -> sentence(owners.change(number(name), false), "is inactive");
      case ACTIVATE_USER -> sentence(owners, owners.change(name, UserChange.ACTIVATE), "is active");
      case DEACTIVATE_USER ->
          sentence(owners, owners.change(name, UserChange.DEACTIVATE), "is inactive");
      case PROMOTE_USER -> sentence(owners, owners.change(name, UserChange.PROMOTE), "is staff");
      case DEMOTE_USER -> sentence(owners, owners.change(name, UserChange.DEMOTE), "is no staff");
    };
  }

  static String number(String name) {
    return UsageException.unlessWithinBounds(() -> Owner.requireAccountNumber(name));
  }

  private static Optional<String> sentence(Optional<AccountView> account, String outcome) {
    return account.map(it -> "The account %s %s.".formatted(it.accountNumber(), outcome));
  }

  private static Optional<String> sentence(
      OwnerClient owners, Optional<UserView> user, String outcome) {
    return user.map(
        it -> "The user %s %s%s.".formatted(OwnerTable.name(it), outcome, restOf(it, owners)));
  }

  /** The other half of what decides whether the user's keys work. */
  private static String restOf(UserView user, OwnerClient owners) {
    boolean stopped =
        user.active()
            && owners.account(user.accountNumber()).filter(it -> !it.active()).isPresent();
    return stopped ? ", but the account is inactive, so the user's keys are refused" : "";
  }

  /** Of what there are several. */
  public enum Kind {
    ACCOUNT("ACCOUNT_NUMBER", "The account, ####-####-####.", "3141-5926-5359"),
    USER("USERNAME", "The user's name, which belongs to one account only.", "ada");

    final String label;
    final String meaning;
    final String example;

    Kind(String label, String meaning, String example) {
      this.label = label;
      this.meaning = meaning;
      this.example = example;
    }

    /** Such as {@code user}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The argument that names one. */
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

    /** One sentence. */
    String notFound(String name) {
      return "there is no %s %s; 'sallyport create-%s' makes one.".formatted(word(), name, word());
    }
  }
}

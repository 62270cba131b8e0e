package dev.sallyport.auth.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.auth.spi.OwnerQuery;
import dev.sallyport.auth.spi.OwnerRegistry.Account;
import dev.sallyport.auth.spi.OwnerRegistry.User;
import dev.sallyport.auth.spi.Page;
import dev.sallyport.auth.token.Owner;
import dev.sallyport.auth.token.Secret;
import java.net.URLEncoder;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Accounts and users, for superusers. */
final class ConsoleOwners {
  static final String ACCOUNTS = "/accounts";
  static final String USERS = "/users";
  private static final int SIZE = 50;
  private static final int MAX_PAGE = 1_000_000;

  private ConsoleOwners() {}

  /**
   * What a list needs.
   *
   * @param number of the page, from 1
   * @param problem what was wrong with a form of this page
   */
  record OwnersPage<T>(
      ConsoleFrame frame,
      String text,
      String account,
      int number,
      List<T> items,
      long total,
      @Nullable String problem) {
    int pages() {
      return (int) Math.max(1, (total + SIZE - 1) / SIZE);
    }

    boolean isNarrow() {
      return !text.isEmpty() || !account.isEmpty();
    }
  }

  /** What the page of a user needs. */
  record UserPage(ConsoleFrame frame, User user, boolean isSelf, @Nullable String problem) {
    boolean hasPassword() {
      return user.passwordHashOrNull() != null;
    }
  }

  static ConsoleAnswer accounts(ConsoleVisit visit) {
    if (!visit.who().isSuper()) {
      return ConsoleAnswer.failed(Refusal.FOR_SUPERUSERS);
    }
    if (!visit.isPost()) {
      return accountsPage(visit, null);
    }
    OwnerDesk desk = visit.owners();
    String number = visit.text("number");
    try {
      return switch (visit.text("action")) {
        case "create" ->
            desk.createAccount(new Account(number, visit.text("name"), true))
                .fold(
                    made -> visit.done(ACCOUNTS, "Account %s is made.".formatted(number)),
                    why -> accountsPage(visit, why.sentence()));
        case "on" ->
            desk.activateAccount(number)
                .fold(
                    it -> visit.done(ACCOUNTS, "Account %s is switched on.".formatted(number)),
                    ConsoleAnswer::failed);
        case "off" ->
            number.equals(visit.who().owner().accountNumber())
                ? visit.undone(ACCOUNTS, "You are of that account: you would lock yourself out.")
                : desk.deactivateAccount(number)
                    .fold(
                        it -> visit.done(ACCOUNTS, "Account %s is switched off.".formatted(number)),
                        ConsoleAnswer::failed);
        default -> ConsoleAnswer.absent();
      };
    } catch (IllegalArgumentException e) {
      return accountsPage(visit, sentence(e));
    }
  }

  private static ConsoleAnswer accountsPage(ConsoleVisit visit, @Nullable String problem) {
    return page(visit, "accounts", "Accounts", ACCOUNTS, problem, visit.owners()::accounts);
  }

  static ConsoleAnswer users(ConsoleVisit visit) {
    if (!visit.who().isSuper()) {
      return ConsoleAnswer.failed(Refusal.FOR_SUPERUSERS);
    }
    return visit.isPost() ? createUser(visit) : usersPage(visit, null);
  }

  private static ConsoleAnswer usersPage(ConsoleVisit visit, @Nullable String problem) {
    return page(visit, "users", "Users", USERS, problem, visit.owners()::users);
  }

  private static ConsoleAnswer createUser(ConsoleVisit visit) {
    String username = visit.text("username");
    try {
      Owner owner = new Owner(visit.text("number"), username);
      boolean isStaff = visit.text("staff").equals("on");
      User user = new User(owner, visit.text("email"), true, isStaff, null);
      return visit
          .owners()
          .createUser(user, password(visit))
          .fold(
              made -> visit.done(USERS, "User “%s” is made.".formatted(username)),
              why -> usersPage(visit, why.sentence()));
    } catch (IllegalArgumentException e) {
      return usersPage(visit, sentence(e));
    }
  }

  /** Not stripped: a blank is a character like others in a password. */
  private static Optional<Secret> password(ConsoleVisit visit) {
    String password = visit.request().getParameter("password");
    return password == null || password.isEmpty()
        ? Optional.empty()
        : Optional.of(Secret.of(password));
  }

  /** One user, who is named in the address; usernames have characters that paths do not. */
  static ConsoleAnswer user(ConsoleVisit visit) {
    if (!visit.who().isSuper()) {
      return ConsoleAnswer.failed(Refusal.FOR_SUPERUSERS);
    }
    String username = visit.text("username");
    return visit.isPost() ? change(visit, username) : userPage(visit, username, null);
  }

  private static ConsoleAnswer userPage(
      ConsoleVisit visit, String username, @Nullable String problem) {
    return visit
        .owners()
        .user(username)
        .fold(
            user -> {
              boolean isSelf = user.owner().equals(visit.who().owner());
              UserPage page = new UserPage(visit.frame(username, USERS), user, isSelf, problem);
              return problem == null
                  ? ConsoleAnswer.shown("user", page)
                  : ConsoleAnswer.unfit("user", page);
            },
            ConsoleAnswer::failed);
  }

  private static ConsoleAnswer change(ConsoleVisit visit, String username) {
    OwnerDesk desk = visit.owners();
    String action = visit.text("action");
    boolean isSelf = username.equals(visit.who().owner().username());
    if (isSelf && !action.equals("password")) {
      return userPage(visit, username, "You would lock yourself out.");
    }
    try {
      Result<User> result =
          switch (action) {
            case "on" -> desk.activateUser(username);
            case "off" -> desk.deactivateUser(username);
            case "promote" -> desk.promoteUser(username);
            case "demote" -> desk.demoteUser(username);
            case "remove-password" -> desk.removePassword(username);
            case "password" ->
                desk.setPassword(
                    username,
                    password(visit)
                        .orElseThrow(() -> new IllegalArgumentException("give a password")));
            default -> Result.declined(Refusal.ABSENT);
          };
      return result.fold(
          user -> visit.done(userPath(username), sentenceOf(action, username)),
          ConsoleAnswer::failed);
    } catch (IllegalArgumentException e) {
      return userPage(visit, username, sentence(e));
    }
  }

  private static String sentenceOf(String action, String username) {
    String done =
        switch (action) {
          case "on" -> "“%s” is switched on.";
          case "off" -> "“%s” is switched off, and with it every key of the user.";
          case "promote" -> "“%s” is staff now.";
          case "demote" -> "“%s” is staff no more.";
          case "remove-password" -> "“%s” has no password any more.";
          default -> "“%s” has a new password.";
        };
    return done.formatted(username);
  }

  static String userPath(String username) {
    return USERS + "/user?username=" + URLEncoder.encode(username, UTF_8);
  }

  /** Something that lists accounts or users. */
  @FunctionalInterface
  private interface Listing<T> {
    Result<Page<T>> apply(OwnerQuery query);
  }

  private static <T> ConsoleAnswer page(
      ConsoleVisit visit,
      String template,
      String title,
      String path,
      @Nullable String problem,
      Listing<T> listing) {
    String text = visit.isPost() ? "" : visit.text("q");
    String account = visit.isPost() ? "" : visit.text("account");
    int number = number(visit.text("page"));
    Result<Page<T>> found;
    String trouble = problem;
    try {
      OwnerQuery query = new OwnerQuery(orNull(text), orNull(account), number - 1, SIZE);
      found = listing.apply(query);
    } catch (IllegalArgumentException e) {
      found = Result.done(new Page<>(List.of(), 0));
      trouble = "Nothing was looked for: " + e.getMessage() + ".";
    }
    String why = trouble;
    return found.fold(
        page -> {
          ConsoleFrame frame = visit.frame(title, path);
          OwnersPage<T> model =
              new OwnersPage<>(frame, text, account, number, page.items(), page.total(), why);
          return problem == null
              ? ConsoleAnswer.shown(template, model)
              : ConsoleAnswer.unfit(template, model);
        },
        ConsoleAnswer::failed);
  }

  private static int number(String text) {
    try {
      return Math.max(1, Math.min(MAX_PAGE, Integer.parseInt(text)));
    } catch (NumberFormatException e) {
      return 1;
    }
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private static String sentence(IllegalArgumentException e) {
    return ConsoleKeyForm.Problem.of(e).sentence();
  }
}

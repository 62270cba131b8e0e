package dev.sallyport.auth.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.auth.OwnerDeletion;
import dev.sallyport.auth.token.OutOfBoundsException;
import java.net.URLEncoder;
import org.jspecify.annotations.Nullable;

/** Deletes a user or an account, after asking, for superusers. */
enum ConsoleOwnerDeletion {
  USER(ConsoleUsers.PATH, "username", "user") {
    @Override
    Result<String> find(OwnerDesk desk, String name) {
      return desk.user(name).fold(it -> Result.done(it.owner().username()), Result::declined);
    }

    @Override
    Result<OwnerDeletion> delete(OwnerDesk desk, String name) {
      return desk.deleteUser(name);
    }

    @Override
    boolean isOwn(ConsoleVisit visit, String name) {
      return visit.who().owner().username().equals(name);
    }
  },
  ACCOUNT(ConsoleAccounts.PATH, "number", "account") {
    @Override
    Result<String> find(OwnerDesk desk, String name) {
      return desk.account(name).fold(it -> Result.done(it.accountNumber()), Result::declined);
    }

    @Override
    Result<OwnerDeletion> delete(OwnerDesk desk, String name) {
      return desk.deleteAccount(name);
    }

    @Override
    boolean isOwn(ConsoleVisit visit, String name) {
      return visit.who().owner().accountNumber().equals(name);
    }
  };

  static final String PATH_OF_USER = ConsoleUsers.PATH + "/delete";
  static final String PATH_OF_ACCOUNT = ConsoleAccounts.PATH + "/delete";

  private final String list;
  private final String parameter;
  private final String kind;

  ConsoleOwnerDeletion(String list, String parameter, String kind) {
    this.list = list;
    this.parameter = parameter;
    this.kind = kind;
  }

  /**
   * What the question needs.
   *
   * @param kind {@code user} or {@code account}
   * @param parameter that names it
   * @param path of the question
   * @param list page to go back to
   */
  record QuestionPage(
      ConsoleFrame frame,
      String kind,
      String parameter,
      String name,
      String path,
      String list,
      String reason,
      @Nullable String problem) {}

  /** The name of the one with this name, if it is there. */
  abstract Result<String> find(OwnerDesk desk, String name);

  abstract Result<OwnerDeletion> delete(OwnerDesk desk, String name);

  /** Whether who looks would delete itself. */
  abstract boolean isOwn(ConsoleVisit visit, String name);

  String pathOf(String name) {
    return list + "/delete?" + parameter + "=" + URLEncoder.encode(name, UTF_8);
  }

  ConsoleAnswer answer(ConsoleVisit visit) {
    if (!visit.who().isSuper()) {
      return ConsoleAnswer.failed(Refusal.FOR_SUPERUSERS);
    }
    return find(visit.owners(), visit.text(parameter))
        .fold(name -> answer(visit, name), ConsoleAnswer::failed);
  }

  private ConsoleAnswer answer(ConsoleVisit visit, String name) {
    if (isOwn(visit, name)) {
      return visit.undone(list, "You would delete yourself.");
    }
    if (!visit.isPost()) {
      return question(visit, name, null);
    }
    if (!visit.isTyped("confirm", name)) {
      return question(visit, name, "That is not the name of the " + kind + ".");
    }
    try {
      return delete(visit.because(visit.text("reason")).owners(), name)
          .fold(deleted -> visit.done(list, sentence(name, deleted)), ConsoleAnswer::failed);
    } catch (OutOfBoundsException e) {
      return question(visit, name, ConsoleOwners.sentence(e));
    }
  }

  private ConsoleAnswer question(ConsoleVisit visit, String name, @Nullable String problem) {
    QuestionPage page =
        new QuestionPage(
            visit.frame("Delete a " + kind, list),
            kind,
            parameter,
            name,
            list + "/delete",
            list,
            visit.text("reason"),
            problem);
    return problem == null
        ? ConsoleAnswer.shown("deleteOwner", page)
        : ConsoleAnswer.unfit("deleteOwner", page);
  }

  private String sentence(String name, OwnerDeletion deleted) {
    String content =
        this == USER
            ? ConsoleTime.count(deleted.keys(), "key")
            : "%s, %s and %s"
                .formatted(
                    ConsoleTime.count(deleted.users(), "user"),
                    ConsoleTime.count(deleted.keys(), "key"),
                    ConsoleTime.count(deleted.resources(), "resource"));
    return "“%s” is deleted, with %s.".formatted(name, content);
  }
}

package dev.sallyport.auth.admin;

import static java.util.Objects.requireNonNullElse;

import dev.sallyport.auth.OwnerDeletion;
import dev.sallyport.auth.admin.api.AccountView;
import dev.sallyport.auth.admin.api.CreateAccountBody;
import dev.sallyport.auth.admin.api.CreateUserBody;
import dev.sallyport.auth.admin.api.DeletionView;
import dev.sallyport.auth.admin.api.PasswordBody;
import dev.sallyport.auth.admin.api.UserView;
import dev.sallyport.auth.spi.OwnerQuery;
import dev.sallyport.auth.spi.OwnerRegistry.Account;
import dev.sallyport.auth.spi.OwnerRegistry.User;
import dev.sallyport.auth.spi.Page;
import dev.sallyport.auth.token.Owner;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/** What the API does with accounts and users. */
final class OwnerRoutes {
  private OwnerRoutes() {}

  static List<Route> all() {
    return List.of(
        Route.get("/accounts", OwnerRoutes::accounts),
        Route.post("/accounts", OwnerRoutes::createAccount),
        Route.get("/accounts/{accountNumber}", call -> account(call, OwnerDesk::account)),
        Route.post(
            "/accounts/{accountNumber}/activate",
            call -> account(call, OwnerDesk::activateAccount)),
        Route.post(
            "/accounts/{accountNumber}/deactivate",
            call -> account(call, OwnerDesk::deactivateAccount)),
        Route.delete(
            "/accounts/{accountNumber}",
            call -> deletion(call, "accountNumber", OwnerDesk::deleteAccount)),
        Route.get("/users", OwnerRoutes::users),
        Route.post("/users", OwnerRoutes::createUser),
        Route.get("/users/{username}", call -> user(call, OwnerDesk::user)),
        Route.delete(
            "/users/{username}", call -> deletion(call, "username", OwnerDesk::deleteUser)),
        Route.post("/users/{username}/activate", call -> user(call, OwnerDesk::activateUser)),
        Route.post("/users/{username}/deactivate", call -> user(call, OwnerDesk::deactivateUser)),
        Route.post("/users/{username}/promote", call -> user(call, OwnerDesk::promoteUser)),
        Route.post("/users/{username}/demote", call -> user(call, OwnerDesk::demoteUser)),
        Route.put("/users/{username}/password", OwnerRoutes::setPassword),
        Route.delete("/users/{username}/password", call -> user(call, OwnerDesk::removePassword)));
  }

  private static Reply accounts(Call call) {
    Query query = call.query(Set.of("q", "page", "size"));
    OwnerQuery wanted = query(query);
    return listed(call, query, call.owners().accounts(wanted), AccountView::of);
  }

  private static Reply users(Call call) {
    Query query = call.query(Set.of("q", "account", "page", "size"));
    OwnerQuery wanted = query(query).ofAccount(query.text("account").orElse(null));
    return listed(call, query, call.owners().users(wanted), UserView::of);
  }

  private static OwnerQuery query(Query query) {
    return OwnerQuery.all().text(query.text("q").orElse(null)).page(query.page() - 1, query.size());
  }

  private static <T> Reply listed(
      Call call, Query query, Result<Page<T>> result, Function<T, ?> view) {
    return Reply.of(
        result,
        page -> Reply.ok(query.page(page, view)).with("Link", call.links(query, page.total())));
  }

  private static Reply createAccount(Call call) throws IOException {
    CreateAccountBody body = call.body(CreateAccountBody.class);
    Account account = new Account(body.accountNumber(), requireNonNullElse(body.name(), ""), true);
    return Reply.of(
        call.owners().createAccount(account),
        made -> Reply.created(call.url("accounts", made.accountNumber()), AccountView.of(made)));
  }

  private static Reply createUser(Call call) throws IOException {
    CreateUserBody body = call.body(CreateUserBody.class);
    Owner owner = new Owner(body.accountNumber(), body.username());
    boolean staff = requireNonNullElse(body.staff(), User.STAFF_BY_DEFAULT);
    User user = new User(owner, requireNonNullElse(body.email(), ""), true, staff, null);
    return Reply.of(
        call.owners().createUser(user, Optional.ofNullable(body.password())),
        made ->
            Reply.created(
                call.urlOf("username", made.owner().username(), "users"), UserView.of(made)));
  }

  private static Reply setPassword(Call call) throws IOException {
    PasswordBody body = call.body(PasswordBody.class);
    return user(call, (desk, username) -> desk.setPassword(username, body.password()));
  }

  private static Reply account(Call call, BiFunction<OwnerDesk, String, Result<Account>> work) {
    call.query(Set.of());
    String number = call.part("accountNumber");
    return Reply.of(
        work.apply(call.owners(), number), account -> Reply.ok(AccountView.of(account)));
  }

  private static Reply deletion(
      Call call, String part, BiFunction<OwnerDesk, String, Result<OwnerDeletion>> work) {
    call.query(Set.of());
    return Reply.of(
        work.apply(call.owners(), call.part(part)), deleted -> Reply.ok(DeletionView.of(deleted)));
  }

  private static Reply user(Call call, BiFunction<OwnerDesk, String, Result<User>> work) {
    call.query(Set.of());
    return Reply.of(
        work.apply(call.owners(), call.part("username")), user -> Reply.ok(UserView.of(user)));
  }
}

package dev.sallyport.auth.admin;

import dev.sallyport.auth.OwnerDeletion;
import dev.sallyport.auth.spi.OwnerQuery;
import dev.sallyport.auth.spi.OwnerRegistry.Account;
import dev.sallyport.auth.spi.OwnerRegistry.User;
import dev.sallyport.auth.spi.Page;
import dev.sallyport.auth.token.Owner;
import java.io.IOException;
import java.util.List;
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
    return listed(call, query, call.owners().accounts(wanted), Shapes::account);
  }

  private static Reply users(Call call) {
    Query query = call.query(Set.of("q", "account", "page", "size"));
    OwnerQuery wanted = query(query).ofAccount(query.text("account").orElse(null));
    return listed(call, query, call.owners().users(wanted), Shapes::user);
  }

  private static OwnerQuery query(Query query) {
    return OwnerQuery.all().text(query.text("q").orElse(null)).page(query.page() - 1, query.size());
  }

  private static <T> Reply listed(
      Call call, Query query, Result<Page<T>> result, Function<T, ?> shape) {
    return Reply.of(
        result,
        page ->
            Reply.ok(Shapes.page(page, query, shape))
                .with("Link", call.links(query, page.total())));
  }

  private static Reply createAccount(Call call) throws IOException {
    Body body = call.body(Set.of("accountNumber", "name"));
    Account account =
        new Account(body.requiredText("accountNumber"), body.text("name").orElse(""), true);
    return Reply.of(
        call.owners().createAccount(account),
        made -> Reply.created(call.url("accounts", made.accountNumber()), Shapes.account(made)));
  }

  private static Reply createUser(Call call) throws IOException {
    Body body = call.body(Set.of("accountNumber", "username", "email", "staff", "password"));
    Owner owner = new Owner(body.requiredText("accountNumber"), body.requiredText("username"));
    boolean staff = body.flag("staff").orElse(User.STAFF_BY_DEFAULT);
    User user = new User(owner, body.text("email").orElse(""), true, staff, null);
    return Reply.of(
        call.owners().createUser(user, body.secret("password")),
        made ->
            Reply.created(
                call.urlOf("username", made.owner().username(), "users"), Shapes.user(made)));
  }

  private static Reply setPassword(Call call) throws IOException {
    Body body = call.body(Set.of("password"));
    body.requiredText("password");
    return user(
        call,
        (desk, username) -> desk.setPassword(username, body.secret("password").orElseThrow()));
  }

  private static Reply account(Call call, BiFunction<OwnerDesk, String, Result<Account>> work) {
    call.query(Set.of());
    String number = call.part("accountNumber");
    return Reply.of(
        work.apply(call.owners(), number), account -> Reply.ok(Shapes.account(account)));
  }

  private static Reply deletion(
      Call call, String part, BiFunction<OwnerDesk, String, Result<OwnerDeletion>> work) {
    call.query(Set.of());
    return Reply.of(
        work.apply(call.owners(), call.part(part)), deleted -> Reply.ok(Shapes.deletion(deleted)));
  }

  private static Reply user(Call call, BiFunction<OwnerDesk, String, Result<User>> work) {
    call.query(Set.of());
    return Reply.of(
        work.apply(call.owners(), call.part("username")), user -> Reply.ok(Shapes.user(user)));
  }
}

package dev.sallyport.admin.rest;

import static java.util.Objects.requireNonNullElse;

import dev.sallyport.admin.api.AccountView;
import dev.sallyport.admin.api.DeletionView;
import dev.sallyport.admin.api.UserView;
import dev.sallyport.admin.api.body.CreateAccountBody;
import dev.sallyport.admin.api.body.CreateUserBody;
import dev.sallyport.admin.api.body.PasswordBody;
import dev.sallyport.admin.service.AdminOwnerService;
import dev.sallyport.admin.service.QueryParameters;
import dev.sallyport.admin.service.Result;
import dev.sallyport.key.Owner;
import dev.sallyport.key.Page;
import dev.sallyport.management.OwnerDeletionResult;
import dev.sallyport.spi.OwnerQuery;
import dev.sallyport.spi.OwnerRegistry.Account;
import dev.sallyport.spi.OwnerRegistry.User;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Routes of accounts and users. */
final class OwnerRoutes {
  private OwnerRoutes() {}

  static List<Route> all() {
    return List.of(
        Route.get("/accounts", OwnerRoutes::accounts),
        Route.post("/accounts", OwnerRoutes::createAccount),
        Route.get("/accounts/{accountNumber}", call -> account(call, AdminOwnerService::account)),
        Route.post(
            "/accounts/{accountNumber}/activate",
            call -> account(call, AdminOwnerService::activateAccount)),
        Route.post(
            "/accounts/{accountNumber}/deactivate",
            call -> account(call, AdminOwnerService::deactivateAccount)),
        Route.delete(
            "/accounts/{accountNumber}",
            call -> deletion(call, "accountNumber", AdminOwnerService::deleteAccount)),
        Route.get("/users", OwnerRoutes::users),
        Route.post("/users", OwnerRoutes::createUser),
        Route.get("/users/{username}", call -> user(call, AdminOwnerService::user)),
        Route.delete(
            "/users/{username}", call -> deletion(call, "username", AdminOwnerService::deleteUser)),
        Route.post(
            "/users/{username}/activate", call -> user(call, AdminOwnerService::activateUser)),
        Route.post(
            "/users/{username}/deactivate", call -> user(call, AdminOwnerService::deactivateUser)),
        Route.post("/users/{username}/promote", call -> user(call, AdminOwnerService::grantStaff)),
        Route.post("/users/{username}/demote", call -> user(call, AdminOwnerService::removeStaff)),
        Route.put("/users/{username}/password", OwnerRoutes::setPassword),
        Route.delete(
            "/users/{username}/password", call -> user(call, AdminOwnerService::removePassword)));
  }

  private static ApiResult accounts(ApiRequest call) {
    QueryParameters query = call.query(Set.of("q", "page", "size"));
    OwnerQuery requested = query(query);
    return listed(call, query, call.owners().accounts(requested), AccountView::of);
  }

  private static ApiResult users(ApiRequest call) {
    QueryParameters query = call.query(Set.of("q", "account", "page", "size"));
    OwnerQuery requested = query(query).ofAccount(query.text("account").orElse(null));
    return listed(call, query, call.owners().users(requested), UserView::of);
  }

  private static OwnerQuery query(QueryParameters query) {
    return OwnerQuery.all().text(query.text("q").orElse(null)).page(query.page() - 1, query.size());
  }

  private static <T> ApiResult listed(
      ApiRequest call, QueryParameters query, Result<Page<T>> result, Function<T, ?> view) {
    return ApiResult.of(
        result,
        page -> ApiResult.ok(query.page(page, view)).with("Link", call.links(query, page.total())));
  }

  private static ApiResult createAccount(ApiRequest call) throws IOException {
    CreateAccountBody body = call.body(CreateAccountBody.class);
    Account account = new Account(body.accountNumber(), requireNonNullElse(body.name(), ""), true);
    return ApiResult.of(
        call.owners().createAccount(account),
        created ->
            ApiResult.created(
                call.url("accounts", created.accountNumber()), AccountView.of(created)));
  }

  private static ApiResult createUser(ApiRequest call) throws IOException {
    CreateUserBody body = call.body(CreateUserBody.class);
    Owner owner = new Owner(body.accountNumber(), body.username());
    boolean staff = requireNonNullElse(body.staff(), User.STAFF_BY_DEFAULT);
    User user = new User(owner, requireNonNullElse(body.email(), ""), true, staff, null);
    return ApiResult.of(
        call.owners().createUser(user, Optional.ofNullable(body.password())),
        created ->
            ApiResult.created(
                call.urlOf("username", created.owner().username(), "users"), UserView.of(created)));
  }

  private static ApiResult setPassword(ApiRequest call) throws IOException {
    PasswordBody body = call.body(PasswordBody.class);
    return user(call, (service, username) -> service.setPassword(username, body.password()));
  }

  private static ApiResult account(
      ApiRequest call, BiFunction<AdminOwnerService, String, Result<Account>> work) {
    call.query(Set.of());
    String number = call.part("accountNumber");
    return ApiResult.of(
        work.apply(call.owners(), number), account -> ApiResult.ok(AccountView.of(account)));
  }

  private static ApiResult deletion(
      ApiRequest call,
      String part,
      BiFunction<AdminOwnerService, String, Result<OwnerDeletionResult>> work) {
    call.query(Set.of());
    return ApiResult.of(
        work.apply(call.owners(), call.part(part)),
        deleted -> ApiResult.ok(DeletionView.of(deleted)));
  }

  private static ApiResult user(
      ApiRequest call, BiFunction<AdminOwnerService, String, Result<User>> work) {
    call.query(Set.of());
    return ApiResult.of(
        work.apply(call.owners(), call.part("username")), user -> ApiResult.ok(UserView.of(user)));
  }
}

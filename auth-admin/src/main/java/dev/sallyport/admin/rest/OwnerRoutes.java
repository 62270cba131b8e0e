package dev.sallyport.admin.rest;

import static java.util.Objects.requireNonNullElse;

import dev.sallyport.admin.api.AccountView;
import dev.sallyport.admin.api.DeletionView;
import dev.sallyport.admin.api.UserView;
import dev.sallyport.admin.api.body.CreateAccountBody;
import dev.sallyport.admin.api.body.CreateUserBody;
import dev.sallyport.admin.api.body.PasswordBody;
import dev.sallyport.admin.service.AdminOwnerService;
import dev.sallyport.admin.service.Denial;
import dev.sallyport.admin.service.QueryParameters;
import dev.sallyport.admin.service.Result;
import dev.sallyport.key.Owner;
import dev.sallyport.key.Page;
import dev.sallyport.key.UserKind;
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
        Route.get("/accounts/{accountId}", call -> account(call, AdminOwnerService::account)),
        Route.post(
            "/accounts/{accountId}/activate",
            call -> account(call, AdminOwnerService::activateAccount)),
        Route.post(
            "/accounts/{accountId}/deactivate",
            call -> account(call, AdminOwnerService::deactivateAccount)),
        Route.delete(
            "/accounts/{accountId}",
            call -> deletion(call, it -> it.deleteAccount(call.part("accountId")))),
        Route.get("/users", OwnerRoutes::users),
        Route.post("/users", OwnerRoutes::createUser),
        Route.get(
            "/accounts/{accountId}/users/{userId}", call -> user(call, AdminOwnerService::user)),
        Route.delete(
            "/accounts/{accountId}/users/{userId}",
            call -> deletion(call, it -> ofUser(call, owner -> it.deleteUser(owner)))),
        Route.post(
            "/accounts/{accountId}/users/{userId}/activate",
            call -> user(call, AdminOwnerService::activateUser)),
        Route.post(
            "/accounts/{accountId}/users/{userId}/deactivate",
            call -> user(call, AdminOwnerService::deactivateUser)),
        Route.post(
            "/accounts/{accountId}/users/{userId}/promote",
            call -> user(call, AdminOwnerService::grantStaff)),
        Route.post(
            "/accounts/{accountId}/users/{userId}/demote",
            call -> user(call, AdminOwnerService::removeStaff)),
        Route.put("/accounts/{accountId}/users/{userId}/password", OwnerRoutes::setPassword),
        Route.delete(
            "/accounts/{accountId}/users/{userId}/password",
            call -> user(call, AdminOwnerService::removePassword)));
  }

  private static ApiResult accounts(ApiRequest call) {
    QueryParameters query = call.query(Set.of("q", "page", "size"));
    OwnerQuery requested = query(query);
    return listed(call, query, call.owners().accounts(requested), AccountView::of);
  }

  private static ApiResult users(ApiRequest call) {
    QueryParameters query = call.query(Set.of("q", "account", "user", "page", "size"));
    OwnerQuery requested =
        query(query)
            .ofAccount(query.text("account").orElse(null))
            .ofUser(query.text("user").orElse(null));
    return listed(call, query, call.owners().users(requested), UserView::of);
  }

  private static OwnerQuery query(QueryParameters query) {
    return OwnerQuery.all().text(query.text("q").orElse(null)).page(query.page() - 1, query.size());
  }

  private static <T> ApiResult listed(
      ApiRequest call, QueryParameters query, Result<Page<T>> result, Function<T, ?> view) {
    return ApiResult.of(
        result,
        page ->
            ApiResult.ok(query.page(page, view))
                .with("Link", call.links(query, page, Long.MAX_VALUE)));
  }

  private static ApiResult createAccount(ApiRequest call) throws IOException {
    CreateAccountBody body = call.body(CreateAccountBody.class);
    Account account = new Account(body.accountId(), requireNonNullElse(body.name(), ""), true);
    return ApiResult.of(
        call.owners().createAccount(account),
        created ->
            ApiResult.created(
                call.url("/accounts/{accountId}", created.accountId()), AccountView.of(created)));
  }

  private static ApiResult createUser(ApiRequest call) throws IOException {
    CreateUserBody body = call.body(CreateUserBody.class);
    String account = requireNonNullElse(body.accountId(), call.administrator().owner().accountId());
    Owner owner = new Owner(account, body.userId());
    UserKind kind = requireNonNullElse(body.kind(), UserKind.PERSON);
    boolean isStaffByDefault = kind == UserKind.SERVICE || User.STAFF_BY_DEFAULT;
    boolean staff = requireNonNullElse(body.staff(), isStaffByDefault);
    String email = requireNonNullElse(body.email(), "");
    User user = new User(owner, kind, email, true, staff, null, null);
    return ApiResult.of(
        call.owners().createUser(user, Optional.ofNullable(body.password())),
        created ->
            ApiResult.created(
                call.url(
                    "/accounts/{accountId}/users/{userId}",
                    created.owner().accountId(),
                    created.owner().userId()),
                UserView.of(created)));
  }

  private static ApiResult setPassword(ApiRequest call) throws IOException {
    PasswordBody body = call.body(PasswordBody.class);
    return user(call, (service, owner) -> service.setPassword(owner, body.password()));
  }

  private static ApiResult account(
      ApiRequest call, BiFunction<AdminOwnerService, String, Result<Account>> work) {
    call.query(Set.of());
    String accountId = call.part("accountId");
    return ApiResult.of(
        work.apply(call.owners(), accountId), account -> ApiResult.ok(AccountView.of(account)));
  }

  private static ApiResult deletion(
      ApiRequest call, Function<AdminOwnerService, Result<OwnerDeletionResult>> work) {
    call.query(Set.of());
    return ApiResult.of(
        work.apply(call.owners()), deleted -> ApiResult.ok(DeletionView.of(deleted)));
  }

  private static ApiResult user(
      ApiRequest call, BiFunction<AdminOwnerService, Owner, Result<User>> work) {
    call.query(Set.of());
    return ApiResult.of(
        ofUser(call, owner -> work.apply(call.owners(), owner)),
        user -> ApiResult.ok(UserView.of(user)));
  }

  private static <T> Result<T> ofUser(ApiRequest call, Function<Owner, Result<T>> work) {
    String accountId = call.part("accountId");
    String userId = call.part("userId");
    return Owner.isAccountId(accountId) && Owner.isUserId(userId)
        ? work.apply(new Owner(accountId, userId))
        : Result.declined(Denial.ABSENT);
  }
}

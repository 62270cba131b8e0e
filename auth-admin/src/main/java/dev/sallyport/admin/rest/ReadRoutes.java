package dev.sallyport.admin.rest;

import dev.sallyport.admin.api.EventPageView;
import dev.sallyport.admin.api.EventView;
import dev.sallyport.admin.api.HealthView;
import dev.sallyport.admin.api.SummaryView;
import dev.sallyport.admin.api.UsageView;
import dev.sallyport.admin.api.WhoamiView;
import dev.sallyport.admin.service.AdminAuditService;
import dev.sallyport.admin.service.Administrator;
import dev.sallyport.admin.service.KeyListParameters;
import dev.sallyport.admin.service.QueryParameters;
import dev.sallyport.admin.service.Result;
import dev.sallyport.audit.AuditQuery;
import dev.sallyport.audit.UsageReports.Step;
import dev.sallyport.key.Owner;
import dev.sallyport.key.OwnerProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Read-only routes: caller, counts, health, usage and audit log. */
final class ReadRoutes {

  private ReadRoutes() {}

  static List<Route> all() {
    return List.of(
        Route.get("/whoami", ReadRoutes::whoami),
        Route.get("/summary", ReadRoutes::summary),
        Route.get("/health", ReadRoutes::health),
        Route.get("/usage", ReadRoutes::usage),
        Route.get("/keys/{id}/usage", ReadRoutes::usageOfKey),
        Route.get("/events", ReadRoutes::events),
        Route.get("/keys/{id}/events", ReadRoutes::eventsOfKey));
  }

  private static ApiResult whoami(ApiRequest call) {
    call.query(Set.of());
    Administrator administrator = call.administrator();
    Optional<OwnerProfile> profile = call.sallyport().owners().find(administrator.owner());
    return ApiResult.ok(
        new WhoamiView(
            administrator.owner().accountId(),
            administrator.owner().userId(),
            profile.map(OwnerProfile::accountName).orElse(""),
            profile.map(OwnerProfile::email).orElse(""),
            administrator.isSuper(),
            administrator.mayChange(),
            List.copyOf(administrator.grantable()),
            administrator.key() == null ? null : administrator.key().keyId()));
  }

  private static ApiResult summary(ApiRequest call) {
    QueryParameters query = call.query(Set.of("expiring-within"));
    Duration soon = query.duration("expiring-within").orElse(KeyListParameters.SOON);
    return ApiResult.ok(SummaryView.of(call.keys().summary(soon)));
  }

  private static ApiResult health(ApiRequest call) {
    call.query(Set.of());
    return ApiResult.ok(HealthView.of(call.sallyport().health()));
  }

  private static ApiResult usage(ApiRequest call) {
    QueryParameters query = call.query(Set.of("account", "step", "from", "until"));
    Optional<String> account = query.text("account");
    account.ifPresent(Owner::requireAccountId);
    Span span = Span.of(query, call);
    return ApiResult.of(
        call.usage().ofAccount(account, span.from(), span.until(), span.step()),
        report -> ApiResult.ok(UsageView.of(report)));
  }

  private static ApiResult usageOfKey(ApiRequest call) {
    Span span = Span.of(call.query(Set.of("step", "from", "until")), call);
    return ApiResult.of(
        Result.of(call.id().flatMap(call.keys()::find)),
        key ->
            ApiResult.of(
                call.usage().of(key, span.from(), span.until(), span.step()),
                report -> ApiResult.ok(UsageView.of(report))));
  }

  /** Period of a usage report; default: the last day or the last 30 days. */
  private record Span(Instant from, Instant until, Step step) {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration MONTH = Duration.ofDays(30);

    static Span of(QueryParameters query, ApiRequest call) {
      Step step =
          switch (query.text("step").orElse("hour")) {
            case "hour" -> Step.HOUR;
            case "day" -> Step.DAY;
            default -> throw QueryParameters.wrong("step", "hour or day");
          };
      Instant until = query.instant("until").orElseGet(() -> call.sallyport().clock().instant());
      Instant from =
          query.instant("from").orElseGet(() -> until.minus(step == Step.HOUR ? DAY : MONTH));
      return new Span(from, until, step);
    }
  }

  private static ApiResult events(ApiRequest call) {
    QueryParameters query =
        call.query(Set.of("subject", "actor", "action", "since", "until", "before", "limit"));
    return events(
        call,
        query,
        page(query)
            .of(query.text("subject").orElse(null))
            .by(query.text("actor").orElse(null))
            .doing(query.text("action").orElse(null))
            .between(query.instant("since").orElse(null), query.instant("until").orElse(null)));
  }

  private static ApiResult eventsOfKey(ApiRequest call) {
    QueryParameters query = call.query(Set.of("before", "limit"));
    return ApiResult.of(
        Result.of(call.id().flatMap(call.keys()::find)),
        key -> events(call, query, page(query).of("key:" + key.id())));
  }

  private static AuditQuery page(QueryParameters query) {
    int limit =
        (int) query.number("limit", 1, AuditQuery.MAX_LIMIT).orElse(QueryParameters.DEFAULT_SIZE);
    OptionalLong before = query.number("before", 1, Long.MAX_VALUE);
    return AuditQuery.latest(limit).before(before.orElse(Long.MAX_VALUE));
  }

  private static ApiResult events(ApiRequest call, QueryParameters query, AuditQuery requested) {
    return ApiResult.of(call.events().find(requested), events -> events(call, query, events));
  }

  private static ApiResult events(
      ApiRequest call, QueryParameters query, AdminAuditService.Events events) {
    @Nullable Long next = events.next().isPresent() ? events.next().getAsLong() : null;
    ApiResult reply =
        ApiResult.ok(
            new EventPageView(events.entries().stream().map(EventView::of).toList(), next));
    return next == null
        ? reply
        : reply.with("Link", call.link(query.with("before", "" + next), "next"));
  }
}

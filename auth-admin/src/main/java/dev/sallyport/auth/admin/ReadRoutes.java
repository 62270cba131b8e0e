package dev.sallyport.auth.admin;

import dev.sallyport.auth.Usage.Step;
import dev.sallyport.auth.admin.api.EventPageView;
import dev.sallyport.auth.admin.api.EventView;
import dev.sallyport.auth.admin.api.HealthView;
import dev.sallyport.auth.admin.api.SummaryView;
import dev.sallyport.auth.admin.api.UsageView;
import dev.sallyport.auth.admin.api.WhoamiView;
import dev.sallyport.auth.spi.AuditQuery;
import dev.sallyport.auth.spi.OwnerProfile;
import dev.sallyport.auth.token.Owner;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the API only tells. */
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

  private static Reply whoami(Call call) {
    call.query(Set.of());
    Administrator who = call.who();
    Optional<OwnerProfile> profile = call.gate().owners().find(who.owner());
    return Reply.ok(
        new WhoamiView(
            who.owner().accountNumber(),
            who.owner().username(),
            profile.map(OwnerProfile::accountName).orElse(""),
            profile.map(OwnerProfile::email).orElse(""),
            who.isSuper(),
            who.mayChange(),
            List.copyOf(who.grantable()),
            who.keyOrNull() == null ? null : who.keyOrNull().keyId()));
  }

  private static Reply summary(Call call) {
    Query query = call.query(Set.of("expiring-within"));
    Duration soon = query.duration("expiring-within").orElse(KeyListing.SOON);
    return Reply.ok(SummaryView.of(call.keys().summary(soon)));
  }

  private static Reply health(Call call) {
    call.query(Set.of());
    return Reply.ok(HealthView.of(call.gate().health()));
  }

  private static Reply usage(Call call) {
    Query query = call.query(Set.of("account", "step", "from", "until"));
    Optional<String> account = query.text("account");
    account.ifPresent(Owner::requireAccountNumber);
    Span span = Span.of(query, call);
    return Reply.of(
        call.usage().ofAccount(account, span.from(), span.until(), span.step()),
        report -> Reply.ok(UsageView.of(report)));
  }

  private static Reply usageOfKey(Call call) {
    Span span = Span.of(call.query(Set.of("step", "from", "until")), call);
    return Reply.of(
        Result.of(call.id().flatMap(call.keys()::find)),
        key ->
            Reply.of(
                call.usage().of(key, span.from(), span.until(), span.step()),
                report -> Reply.ok(UsageView.of(report))));
  }

  /** The time that a report is about; the last day or month if nobody says. */
  private record Span(Instant from, Instant until, Step step) {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration MONTH = Duration.ofDays(30);

    static Span of(Query query, Call call) {
      Step step =
          switch (query.text("step").orElse("hour")) {
            case "hour" -> Step.HOUR;
            case "day" -> Step.DAY;
            default -> throw Query.wrong("step", "hour or day");
          };
      Instant until = query.instant("until").orElseGet(() -> call.gate().clock().instant());
      Instant from =
          query.instant("from").orElseGet(() -> until.minus(step == Step.HOUR ? DAY : MONTH));
      return new Span(from, until, step);
    }
  }

  private static Reply events(Call call) {
    Query query = call.query(Set.of("subject", "actor", "action", "before", "limit"));
    return events(
        call,
        query,
        page(query)
            .of(query.text("subject").orElse(null))
            .by(query.text("actor").orElse(null))
            .doing(query.text("action").orElse(null)));
  }

  private static Reply eventsOfKey(Call call) {
    Query query = call.query(Set.of("before", "limit"));
    return Reply.of(
        Result.of(call.id().flatMap(call.keys()::find)),
        key -> events(call, query, page(query).of("key:" + key.id())));
  }

  private static AuditQuery page(Query query) {
    int limit = (int) query.number("limit", 1, AuditQuery.MAX_LIMIT).orElse(Query.DEFAULT_SIZE);
    OptionalLong before = query.number("before", 1, Long.MAX_VALUE);
    return AuditQuery.latest(limit).before(before.orElse(Long.MAX_VALUE));
  }

  private static Reply events(Call call, Query query, AuditQuery wanted) {
    return Reply.of(call.events().find(wanted), events -> events(call, query, events));
  }

  private static Reply events(Call call, Query query, EventDesk.Events events) {
    @Nullable Long next = events.next().isPresent() ? events.next().getAsLong() : null;
    Reply reply =
        Reply.ok(new EventPageView(events.entries().stream().map(EventView::of).toList(), next));
    return next == null
        ? reply
        : reply.with("Link", call.link(query.with("before", "" + next), "next"));
  }
}

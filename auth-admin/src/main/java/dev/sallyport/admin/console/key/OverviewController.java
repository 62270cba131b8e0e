package dev.sallyport.admin.console.key;

import dev.sallyport.HealthSnapshot;
import dev.sallyport.admin.console.key.KeyListFilter.State;
import dev.sallyport.admin.console.page.ConsoleRequest;
import dev.sallyport.admin.console.page.ConsoleResponse;
import dev.sallyport.admin.console.page.PageLayout;
import dev.sallyport.admin.service.AdminAuditService.Events;
import dev.sallyport.admin.service.KeyListParameters;
import dev.sallyport.admin.service.TimeFormat;
import dev.sallyport.audit.AuditQuery;
import dev.sallyport.event.CircuitBreakerState;
import dev.sallyport.key.EffectiveState;
import dev.sallyport.key.KeySummary;
import dev.sallyport.spi.Cluster;
import dev.sallyport.spi.SummaryQuery;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Controller of the overview. */
public final class OverviewController {
  public static final String PATH = "/";

  /** What happened to a key, by the actor that deactivated it: see {@code TokenRevocation}. */
  private static final Map<String, String> LEAKS =
      new TreeMap<>(
          Map.of(
              "possession", "by a found token",
              "transport", "because the token was sent without TLS"));

  private static final Duration RECENT = Duration.ofDays(30);
  private static final int MAX_LEAKED = 100;

  private OverviewController() {}

  /** A number of keys, and the state by which to list them. */
  public record Figure(long number, String label, State state) {}

  /**
   * Something to look at.
   *
   * @param path page that shows it
   */
  public record Concern(String text, String path) {}

  /**
   * Model of the page.
   *
   * @param leaks keys that were recently revoked by their token
   */
  public record OverviewPage(
      PageLayout layout,
      KeySummary summary,
      List<Concern> leaks,
      UsagePlot plot,
      HealthSnapshot health) {
    /** Returns the numbers of keys to show. */
    public List<Figure> figures() {
      return List.of(
          new Figure(summary.in(EffectiveState.ACTIVE), "Active", State.ACTIVE),
          new Figure(summary.in(EffectiveState.INACTIVE), "Deactivated", State.INACTIVE),
          new Figure(summary.in(EffectiveState.EXPIRED), "Expired", State.EXPIRED),
          new Figure(
              summary.in(EffectiveState.OWNER_INACTIVE), "User inactive", State.OWNER_INACTIVE),
          new Figure(
              summary.in(EffectiveState.ACCOUNT_INACTIVE),
              "Account inactive",
              State.ACCOUNT_INACTIVE));
    }

    /** Returns what needs attention, the most urgent first. */
    public List<Concern> concerns() {
      List<Concern> concerns = new ArrayList<>(leaks);
      if (layout.isSuper()) {
        serverProblems().forEach(it -> concerns.add(new Concern(it, "/#server")));
      }
      if (plot.isDenialRising()) {
        concerns.add(
            new Concern(
                "Denied requests rise: %s, after %s in the period before"
                    .formatted(
                        TimeFormat.number(plot.deniedLately()),
                        TimeFormat.number(plot.denied() - plot.deniedLately())),
                "/#requests"));
      }
      add(concerns, summary.overAge(), "is older", "are older", " than allowed", State.OVER_AGE);
      add(
          concerns,
          summary.expiringSoon(),
          "expires",
          "expire",
          " within " + KeyListParameters.SOON.toDays() + " days",
          State.EXPIRING);
      add(
          concerns,
          summary.unused(),
          "was",
          "were",
          " not used for " + SummaryQuery.UNUSED.toDays() + " days",
          State.UNUSED);
      add(
          concerns,
          summary.neverUsed(),
          "was",
          "were",
          " created over a week ago and never used",
          State.NEVER_USED);
      return concerns;
    }

    private static void add(
        List<Concern> concerns, long number, String one, String many, String what, State state) {
      if (number > 0) {
        String path = KeyListController.PATH + KeyListFilter.all().in(state).toQuery();
        concerns.add(new Concern(keys(number, one, many) + what, path));
      }
    }

    private static String keys(long number, String one, String many) {
      return TimeFormat.count(number, "key") + " " + (number == 1 ? one : many);
    }

    /** Returns what does not work on this server, for superusers. */
    public List<String> serverProblems() {
      List<String> problems = new ArrayList<>();
      if (health.circuitBreaker() == CircuitBreakerState.OPEN) {
        problems.add(
            "The circuit breaker is open: until the store answers in time, this server accepts only"
                + " tokens that it verified before");
      }
      if (health.circuitBreaker() == CircuitBreakerState.HALF_OPEN) {
        problems.add(
            "The circuit breaker is half-open: the store did not answer in time, and one call tests"
                + " whether it does again");
      }
      if (health.cluster() == Cluster.State.DISCONNECTED) {
        problems.add(
            "The cluster is disconnected: changes by other nodes apply within max-staleness only");
      }
      return problems;
    }

    /** Returns what works on this server, in a sentence; empty if nothing is known to. */
    public String serverHealth() {
      String store =
          health.circuitBreaker() == CircuitBreakerState.CLOSED ? "The store answers. " : "";
      String cluster =
          health.cluster() == Cluster.State.CONNECTED ? "The cluster is connected. " : "";
      return store + cluster;
    }

    /** Returns why nothing needs attention. */
    public String allClear() {
      return "No key expires soon, is unused or too old"
          + (plot.why() == null ? ", and denied requests do not rise." : ".");
    }

    /** Returns whether requests wait for a digest. */
    public boolean isBusy() {
      return health.waitingVerifications() > 0;
    }

    /** Returns the URL of the list of keys in a state. */
    public String href(State state) {
      return layout.href(KeyListController.PATH + KeyListFilter.all().in(state).toQuery());
    }
  }

  /** Shows the overview. */
  public static ConsoleResponse show(ConsoleRequest request) {
    Instant now = request.sallyport().clock().instant();
    KeySummary summary = request.keys().summary(KeyListParameters.SOON);
    UsagePlot plot =
        UsagePlot.read(
            request,
            now,
            (from, step) -> request.usage().ofAccount(Optional.empty(), from, now, step));
    return ConsoleResponse.shown(
        "overview",
        new OverviewPage(
            request.layout("Overview", PATH),
            summary,
            leaks(request, now),
            plot,
            request.sallyport().health()));
  }

  private static List<Concern> leaks(ConsoleRequest request, Instant now) {
    Instant since = now.minus(RECENT).truncatedTo(ChronoUnit.DAYS);
    List<Concern> leaks = new ArrayList<>();
    LEAKS.forEach(
        (actor, how) -> {
          AuditQuery query = AuditQuery.latest(MAX_LEAKED).by(actor).between(since, null);
          request
              .events()
              .find(query)
              .fold(events -> leak(events, how, actor, since), why -> Optional.<Concern>empty())
              .ifPresent(leaks::add);
        });
    return leaks;
  }

  private static Optional<Concern> leak(Events events, String how, String actor, Instant since) {
    long keys = events.entries().stream().map(it -> it.record().subject()).distinct().count();
    if (keys == 0) {
      return Optional.empty();
    }
    String atLeast = events.next().isPresent() ? "At least " : "";
    String text =
        "%s%s revoked in the last %d days %s"
            .formatted(atLeast, OverviewPage.keys(keys, "was", "were"), RECENT.toDays(), how);
    String path = AuditController.PATH + "?actor=" + actor + "&since=" + TimeFormat.date(since);
    return Optional.of(new Concern(text, path));
  }
}

package dev.sallyport.admin.console.key;

import dev.sallyport.HealthSnapshot;
import dev.sallyport.admin.console.key.KeyListFilter.State;
import dev.sallyport.admin.console.page.ConsoleRequest;
import dev.sallyport.admin.console.page.ConsoleResponse;
import dev.sallyport.admin.console.page.PageLayout;
import dev.sallyport.admin.service.KeyListParameters;
import dev.sallyport.key.EffectiveState;
import dev.sallyport.key.KeySummary;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Controller of the overview. */
public final class OverviewController {
  public static final String PATH = "/";

  private OverviewController() {}

  /** A number of keys, and the state by which to list them. */
  public record Figure(long number, String label, State state) {}

  /** Model of the page. */
  public record OverviewPage(
      PageLayout layout, KeySummary summary, UsagePlot plot, HealthSnapshot health) {
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
              State.ACCOUNT_INACTIVE),
          new Figure(
              summary.expiringSoon(),
              "Expiring within " + KeyListParameters.SOON.toDays() + " days",
              State.EXPIRING),
          new Figure(summary.neverUsed(), "Active, never used", State.NEVER_USED),
          new Figure(summary.overAge(), "Too old", State.OVER_AGE));
    }

    /** Returns the URL of the list of keys in a state. */
    public String href(State state) {
      return layout.href(KeyListController.PATH + KeyListFilter.all().in(state).toQuery());
    }

    /** Returns a share of the denied requests in percent. */
    public long percent(long requests) {
      return Math.round(100.0 * requests / Math.max(1, plot.denied()));
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
            request.layout("Overview", PATH), summary, plot, request.sallyport().health()));
  }
}

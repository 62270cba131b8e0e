package dev.sallyport.auth.admin;

import dev.sallyport.auth.Health;
import dev.sallyport.auth.admin.ConsoleFilter.State;
import dev.sallyport.auth.spi.KeySummary;
import dev.sallyport.auth.token.EffectiveState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is up with all keys, at a glance. */
final class ConsoleOverview {
  static final String PATH = "/";

  private ConsoleOverview() {}

  /** A number, and the keys behind it. */
  record Figure(long number, String label, State state) {}

  /** What the page needs. */
  record OverviewPage(ConsoleFrame frame, KeySummary summary, ConsolePlot plot, Health health) {
    List<Figure> figures() {
      return List.of(
          new Figure(summary.in(EffectiveState.ACTIVE), "Active", State.ACTIVE),
          new Figure(summary.in(EffectiveState.INACTIVE), "Switched off", State.INACTIVE),
          new Figure(summary.in(EffectiveState.EXPIRED), "Expired", State.EXPIRED),
          new Figure(
              summary.in(EffectiveState.OWNER_INACTIVE), "User inactive", State.OWNER_INACTIVE),
          new Figure(
              summary.in(EffectiveState.ACCOUNT_INACTIVE),
              "Account inactive",
              State.ACCOUNT_INACTIVE),
          new Figure(
              summary.expiringSoon(),
              "End within " + KeyListing.SOON.toDays() + " days",
              State.EXPIRING),
          new Figure(summary.neverUsed(), "Active, never used", State.NEVER_USED),
          new Figure(summary.overAge(), "Too old", State.OVER_AGE));
    }

    String href(State state) {
      return frame.href(ConsoleFleet.PATH + ConsoleFilter.all().in(state).toQuery());
    }

    /** How many of a hundred refusals have this share, for a bar. */
    long percent(long requests) {
      return Math.round(100.0 * requests / Math.max(1, plot.refused()));
    }
  }

  static ConsoleAnswer show(ConsoleVisit visit) {
    Instant now = visit.gate().clock().instant();
    KeySummary summary = visit.keys().summary(KeyListing.SOON);
    ConsolePlot plot =
        ConsolePlot.read(
            visit, now, (from, step) -> visit.usage().ofAccount(Optional.empty(), from, now, step));
    return ConsoleAnswer.shown(
        "overview",
        new OverviewPage(visit.frame("Overview", PATH), summary, plot, visit.gate().health()));
  }
}

package dev.sallyport.admin.service;

import dev.sallyport.Sallyport;
import dev.sallyport.audit.AuditEntry;
import dev.sallyport.audit.AuditQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * What was done, as an administrator may read it: whoever is no superuser, what was done to the own
 * account, its users, keys and resources. Knows neither HTTP nor pages.
 */
public record AdminAuditService(Sallyport sallyport, Administrator administrator) {
  /** How many entries are looked through for one page. */
  private static final int MAX_LOOKED_THROUGH = 2000;

  /**
   * Some entries, newest first.
   *
   * @param next the number before which to go on; empty if there is nothing more
   */
  public record Events(List<AuditEntry> entries, OptionalLong next) {
    public Events {
      entries = List.copyOf(entries);
    }
  }

  /** Entries of one kind. There may be more even if these are few, as {@link Events#next} says. */
  public Result<Events> find(AuditQuery query) {
    if (!sallyport.isAudited()) {
      return Result.declined(Denial.NOT_AUDITED);
    }
    return Result.done(administrator.isSuper() ? all(query) : visible(query));
  }

  private Events all(AuditQuery query) {
    List<AuditEntry> entries = sallyport.audit().find(query);
    boolean isFull = entries.size() == query.limit();
    return new Events(entries, isFull ? lastOf(entries) : OptionalLong.empty());
  }

  private Events visible(AuditQuery query) {
    AuditVisibility view = new AuditVisibility(sallyport, administrator.owner().accountNumber());
    if (query.subjectOrNull() != null && view.isForeign(query.subjectOrNull())) {
      return new Events(List.of(), OptionalLong.empty());
    }
    List<AuditEntry> visible = new ArrayList<>();
    AuditQuery next =
        new AuditQuery(
            query.subjectOrNull(),
            query.actorOrNull(),
            query.actionPrefixOrNull(),
            query.before(),
            AuditQuery.MAX_LIMIT);
    for (int seen = 0; seen < MAX_LOOKED_THROUGH; seen += AuditQuery.MAX_LIMIT) {
      List<AuditEntry> some = sallyport.audit().find(next);
      for (AuditEntry entry : view.of(some)) {
        visible.add(entry);
        if (visible.size() == query.limit()) {
          return new Events(visible, OptionalLong.of(entry.sequence()));
        }
      }
      if (some.size() < AuditQuery.MAX_LIMIT) {
        return new Events(visible, OptionalLong.empty());
      }
      next = next.before(lastOf(some).getAsLong());
    }
    return new Events(visible, OptionalLong.of(next.before()));
  }

  private static OptionalLong lastOf(List<AuditEntry> entries) {
    return OptionalLong.of(entries.get(entries.size() - 1).sequence());
  }
}

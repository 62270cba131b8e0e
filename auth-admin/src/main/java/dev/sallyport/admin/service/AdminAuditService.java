package dev.sallyport.admin.service;

import dev.sallyport.Sallyport;
import dev.sallyport.audit.AuditEntry;
import dev.sallyport.audit.AuditQuery;
import dev.sallyport.key.ApiKey;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Audit log as visible to an administrator. Superusers see all entries; others see the entries
 * about their own account, its users, keys and resources.
 */
public record AdminAuditService(Sallyport sallyport, Administrator administrator) {
  /** Maximum number of entries that are searched for one page. */
  private static final int MAX_SEARCHED = 2000;

  /**
   * A page of entries, newest first.
   *
   * @param next the number before which the next page continues; empty if there is none
   */
  public record Events(List<AuditEntry> entries, OptionalLong next) {
    public Events {
      entries = List.copyOf(entries);
    }
  }

  /**
   * Returns the visible entries that match a query. A page may be short although more entries
   * follow: see {@link Events#next}.
   */
  public Result<Events> find(AuditQuery query) {
    if (!sallyport.isAudited()) {
      return Result.declined(Denial.NOT_AUDITED);
    }
    return Result.done(administrator.isSuper() ? all(query) : visible(query));
  }

  /** Returns the entries about a key; none if the key is not visible. */
  public Result<Events> find(ApiKey key, AuditQuery query) {
    if (!administrator.sees(key.owner().accountId())) {
      return Result.done(new Events(List.of(), OptionalLong.empty()));
    }
    return sallyport.isAudited()
        ? Result.done(all(query.of("key:" + key.id())))
        : Result.declined(Denial.NOT_AUDITED);
  }

  private Events all(AuditQuery query) {
    List<AuditEntry> entries = sallyport.audit().find(query);
    boolean isFull = entries.size() == query.limit();
    return new Events(entries, isFull ? lastOf(entries) : OptionalLong.empty());
  }

  private Events visible(AuditQuery query) {
    AuditVisibility view = new AuditVisibility(sallyport, administrator.owner().accountId());
    if (query.subject() != null && view.isForeign(query.subject())) {
      return new Events(List.of(), OptionalLong.empty());
    }
    List<AuditEntry> visible = new ArrayList<>();
    AuditQuery next = query.limit(AuditQuery.MAX_LIMIT);
    for (int seen = 0; seen < MAX_SEARCHED; seen += AuditQuery.MAX_LIMIT) {
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

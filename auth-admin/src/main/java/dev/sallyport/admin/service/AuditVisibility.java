package dev.sallyport.admin.service;

import dev.sallyport.Sallyport;
import dev.sallyport.admin.api.AdminJson;
import dev.sallyport.audit.AuditEntry;
import dev.sallyport.audit.AuditRecord;
import dev.sallyport.key.InvalidValueException;
import dev.sallyport.key.Owner;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Filter of audit entries by account. The account of an entry is the account of its subject. If the
 * subject was deleted, the entry's own contents decide. Looks up subjects in batches, and each only
 * once. Not thread-safe.
 */
final class AuditVisibility {
  private static final String KEY = "key:";
  private static final String USER = "user:";
  private static final String ACCOUNT = "account:";
  private static final String OWNER = "owner=";
  private static final int BATCH_SIZE = 1_000;

  private final Sallyport sallyport;
  private final String accountId;

  /** Accounts by subject; empty for subjects without a known account. */
  private final Map<String, Optional<String>> accounts = new HashMap<>();

  AuditVisibility(Sallyport sallyport, String accountId) {
    this.sallyport = sallyport;
    this.accountId = accountId;
  }

  /** Returns the entries about the account. */
  List<AuditEntry> of(List<AuditEntry> entries) {
    resolve(entries.stream().map(entry -> entry.record().subject()).toList());
    return entries.stream().filter(entry -> isOfAccount(entry.record())).toList();
  }

  /** Returns whether a subject belongs to another account. */
  boolean isForeign(String subject) {
    resolve(List.of(subject));
    return accountOf(subject).filter(it -> !it.equals(accountId)).isPresent();
  }

  private boolean isOfAccount(AuditRecord record) {
    return accountOf(record.subject())
        .map(accountId::equals)
        .orElseGet(() -> mentionsAccount(record));
  }

  private Optional<String> accountOf(String subject) {
    return accounts.getOrDefault(subject, Optional.empty());
  }

  private void resolve(Collection<String> subjects) {
    List<String> unknown =
        subjects.stream().distinct().filter(subject -> !accounts.containsKey(subject)).toList();
    for (String subject : unknown) {
      accounts.put(subject, accountIn(subject));
    }
    for (int i = 0; i < unknown.size(); i += BATCH_SIZE) {
      List<String> some = unknown.subList(i, Math.min(unknown.size(), i + BATCH_SIZE));
      resolveKeys(some);
    }
  }

  private void resolveKeys(List<String> subjects) {
    sallyport
        .keys()
        .get(
            subjects.stream()
                .filter(subject -> subject.startsWith(KEY))
                .flatMap(subject -> AdminJson.uuid(subject.substring(KEY.length())).stream())
                .toList())
        .forEach(key -> accounts.put(KEY + key.id(), Optional.of(key.owner().accountId())));
  }

  private static Optional<String> accountIn(String subject) {
    if (subject.startsWith(ACCOUNT)) {
      return Optional.of(subject.substring(ACCOUNT.length()));
    }
    return subject.startsWith(USER)
        ? accountOfOwner(subject.substring(USER.length()))
        : Optional.empty();
  }

  private static Optional<String> accountOfOwner(String text) {
    try {
      return Optional.of(Owner.parse(text).accountId());
    } catch (InvalidValueException e) {
      return Optional.empty(); // not written by Sallyport
    }
  }

  /**
   * Returns whether the entry names the account. Entries about creations, deletions and resources
   * contain the account.
   */
  private boolean mentionsAccount(AuditRecord record) {
    return Stream.of(record.before(), record.after())
        .flatMap(String::lines)
        .anyMatch(line -> line.equals("account=" + accountId) || isOwnerOfAccount(line));
  }

  private boolean isOwnerOfAccount(String line) {
    return line.startsWith(OWNER)
        && accountOfOwner(line.substring(OWNER.length())).filter(accountId::equals).isPresent();
  }
}

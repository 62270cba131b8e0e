package dev.sallyport.admin.service;

import dev.sallyport.Sallyport;
import dev.sallyport.admin.api.AdminJson;
import dev.sallyport.audit.AuditEntry;
import dev.sallyport.audit.AuditRecord;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Filter of audit entries by account. The account of an entry is the account of its subject. If the
 * subject was deleted, or its name may have been another account's, the entry's own contents
 * decide. Looks up subjects in batches, and each only once. Not thread-safe.
 */
final class AuditVisibility {
  private static final String KEY = "key:";
  private static final String USER = "user:";
  private static final String ACCOUNT = "account:";
  private static final int BATCH_SIZE = 500;

  private final Sallyport sallyport;
  private final String accountNumber;

  /** Accounts by subject; empty for subjects without a known account. */
  private final Map<String, Optional<String>> accounts = new HashMap<>();

  AuditVisibility(Sallyport sallyport, String accountNumber) {
    this.sallyport = sallyport;
    this.accountNumber = accountNumber;
  }

  /** Returns the entries about the account. */
  List<AuditEntry> of(List<AuditEntry> entries) {
    resolve(entries.stream().map(entry -> entry.record().subject()).toList());
    return entries.stream().filter(entry -> isOfAccount(entry.record())).toList();
  }

  /** Returns whether a subject belongs to another account. */
  boolean isForeign(String subject) {
    resolve(List.of(subject));
    return accountOf(subject).filter(it -> !it.equals(accountNumber)).isPresent();
  }

  private boolean isOfAccount(AuditRecord record) {
    return accountOf(record.subject())
        .map(accountNumber::equals)
        .orElseGet(() -> mentionsAccount(record));
  }

  private Optional<String> accountOf(String subject) {
    return accounts.getOrDefault(subject, Optional.empty());
  }

  private void resolve(Collection<String> subjects) {
    List<String> unknown =
        subjects.stream().distinct().filter(subject -> !accounts.containsKey(subject)).toList();
    for (String subject : unknown) {
      accounts.put(
          subject,
          Optional.of(subject)
              .filter(it -> it.startsWith(ACCOUNT))
              .map(it -> it.substring(ACCOUNT.length())));
    }
    for (int i = 0; i < unknown.size(); i += BATCH_SIZE) {
      List<String> some = unknown.subList(i, Math.min(unknown.size(), i + BATCH_SIZE));
      resolveKeys(some);
      resolveUsers(some);
    }
  }

  private void resolveKeys(List<String> subjects) {
    sallyport
        .keys()
        .get(named(KEY, subjects).flatMap(id -> AdminJson.uuid(id).stream()).toList())
        .forEach(key -> accounts.put(KEY + key.id(), Optional.of(key.owner().accountNumber())));
  }

  private void resolveUsers(List<String> subjects) {
    if (sallyport.keepsOwners()) {
      sallyport
          .ownerManager()
          .users(named(USER, subjects).toList())
          .forEach(
              user ->
                  accounts.put(
                      USER + user.owner().username(), Optional.of(user.owner().accountNumber())));
    }
  }

  private static Stream<String> named(String kind, List<String> subjects) {
    return subjects.stream()
        .filter(subject -> subject.startsWith(kind))
        .map(subject -> subject.substring(kind.length()));
  }

  /**
   * Returns whether the entry names the account. Entries about creations, deletions and resources
   * contain the account.
   */
  private boolean mentionsAccount(AuditRecord record) {
    String owner = "@" + accountNumber;
    String account = "account=" + accountNumber;
    return Stream.of(record.before(), record.after())
        .flatMap(String::lines)
        .anyMatch(
            line -> line.equals(account) || (line.startsWith("owner=") && line.endsWith(owner)));
  }
}

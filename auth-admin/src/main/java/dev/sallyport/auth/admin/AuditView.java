package dev.sallyport.auth.admin;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import dev.sallyport.auth.Sallyport;
import dev.sallyport.auth.spi.AuditEntry;
import dev.sallyport.auth.spi.AuditRecord;
import dev.sallyport.auth.spi.ResourceId;
import dev.sallyport.auth.token.AuthToken;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells which entries of the audit log are about one account, by what its subjects are now or, if
 * they are gone, by what an entry itself says. Used by one thread.
 */
final class AuditView {
  private static final String KEY = "key:";
  private static final String USER = "user:";
  private static final String ACCOUNT = "account:";
  private static final String RESOURCE = "resource:";
  private static final int AT_ONCE = 500;

  private final Sallyport gate;
  private final String accountNumber;
  private final Map<String, Boolean> known = new HashMap<>();

  AuditView(Sallyport gate, String accountNumber) {
    this.gate = gate;
    this.accountNumber = accountNumber;
  }

  /** Those about the account. */
  List<AuditEntry> of(List<AuditEntry> entries) {
    learnKeys(entries);
    return entries.stream().filter(entry -> isOfAccount(entry.record())).toList();
  }

  private boolean isOfAccount(AuditRecord record) {
    return known.computeIfAbsent(record.subject(), this::isNow) || says(record);
  }

  private void learnKeys(List<AuditEntry> entries) {
    List<UUID> ids =
        entries.stream()
            .map(entry -> entry.record().subject())
            .filter(subject -> !known.containsKey(subject))
            .flatMap(subject -> keyId(subject).stream())
            .distinct()
            .toList();
    for (int i = 0; i < ids.size(); i += AT_ONCE) {
      List<UUID> some = ids.subList(i, Math.min(ids.size(), i + AT_ONCE));
      Map<UUID, AuthToken> keys =
          gate.keys().get(some).stream().collect(toMap(AuthToken::id, identity()));
      some.forEach(id -> known.put(KEY + id, isOwn(keys.get(id))));
    }
  }

  private boolean isOwn(@Nullable AuthToken key) {
    return key != null && key.owner().accountNumber().equals(accountNumber);
  }

  private boolean isNow(String subject) {
    if (subject.startsWith(USER)) {
      return gate.owners()
          .findByUsername(subject.substring(USER.length()))
          .filter(owner -> owner.accountNumber().equals(accountNumber))
          .isPresent();
    }
    if (subject.startsWith(RESOURCE) && gate.keepsResources()) {
      return resourceId(subject.substring(RESOURCE.length()))
          .flatMap(gate.resourceManager()::find)
          .filter(it -> it.accountNumber().equals(accountNumber))
          .isPresent();
    }
    return subject.equals(ACCOUNT + accountNumber);
  }

  /** What was made or removed is told with whose it is. */
  private boolean says(AuditRecord record) {
    String owner = "@" + accountNumber;
    String account = "account=" + accountNumber;
    return Stream.of(record.before(), record.after())
        .flatMap(String::lines)
        .anyMatch(
            line -> line.equals(account) || (line.startsWith("owner=") && line.endsWith(owner)));
  }

  private static Optional<UUID> keyId(String subject) {
    return subject.startsWith(KEY) ? Ids.uuid(subject.substring(KEY.length())) : Optional.empty();
  }

  private static Optional<ResourceId> resourceId(String text) {
    int slash = text.indexOf('/');
    try {
      return slash < 0
          ? Optional.empty()
          : Optional.of(new ResourceId(text.substring(0, slash), text.substring(slash + 1)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}

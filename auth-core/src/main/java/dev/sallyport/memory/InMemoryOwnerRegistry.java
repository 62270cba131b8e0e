package dev.sallyport.memory;

import dev.sallyport.audit.AuditRecord;
import dev.sallyport.key.Owner;
import dev.sallyport.key.Page;
import dev.sallyport.spi.OwnerQuery;
import dev.sallyport.spi.OwnerRegistry;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Registry of accounts and users in memory, for tests and trials. Thread-safe. */
final class InMemoryOwnerRegistry implements OwnerRegistry {
  private final InMemoryAuditLog audit;
  private final Map<String, Account> accounts = new HashMap<>();
  private final Map<Owner, User> users = new HashMap<>();

  InMemoryOwnerRegistry(InMemoryAuditLog audit) {
    this.audit = audit;
  }

  @Override
  public synchronized Optional<UserInAccount> findInAccount(Owner owner) {
    return findUser(owner)
        .flatMap(
            user ->
                findAccount(owner.accountId()).map(account -> new UserInAccount(account, user)));
  }

  @Override
  public synchronized Optional<Account> findAccount(String accountId) {
    return Optional.ofNullable(accounts.get(accountId));
  }

  @Override
  public synchronized Optional<User> findUser(Owner owner) {
    return Optional.ofNullable(users.get(owner));
  }

  @Override
  public synchronized Page<Account> listAccounts(OwnerQuery query) {
    return page(
        accounts.values().stream()
            .filter(it -> matches(query.accountId(), it.accountId()))
            .filter(it -> contains(query.text(), it.accountId(), it.name())),
        Comparator.comparing(Account::accountId),
        query);
  }

  @Override
  public synchronized Page<User> listUsers(OwnerQuery query) {
    return page(
        users.values().stream()
            .filter(it -> matches(query.accountId(), it.owner().accountId()))
            .filter(it -> matches(query.userId(), it.owner().userId()))
            .filter(it -> contains(query.text(), it.owner().userId(), it.email())),
        Comparator.comparing((User it) -> it.owner().userId())
            .thenComparing(it -> it.owner().accountId()),
        query);
  }

  private static <T> Page<T> page(Stream<T> found, Comparator<T> order, OwnerQuery query) {
    List<T> all = found.sorted(order).toList();
    return new Page<>(all.stream().skip(query.offset()).limit(query.size()).toList(), all.size());
  }

  private static boolean matches(@Nullable String id, String its) {
    return id == null || id.equals(its);
  }

  private static boolean contains(@Nullable String text, String... parts) {
    return text == null
        || Arrays.stream(parts)
            .anyMatch(it -> it.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT)));
  }

  @Override
  public synchronized boolean insertAccount(Account account, List<AuditRecord> records) {
    boolean done = accounts.putIfAbsent(account.accountId(), account) == null;
    return audit.appendIf(done, records);
  }

  @Override
  public synchronized boolean replaceAccount(
      Account before, Account after, List<AuditRecord> records) {
    return audit.appendIf(accounts.replace(before.accountId(), before, after), records);
  }

  @Override
  public synchronized boolean insertUser(User user, List<AuditRecord> records) {
    boolean done =
        accounts.containsKey(user.owner().accountId())
            && users.putIfAbsent(user.owner(), user) == null;
    return audit.appendIf(done, records);
  }

  @Override
  public synchronized boolean replaceUser(User before, User after, List<AuditRecord> records) {
    return audit.appendIf(users.replace(before.owner(), before, after), records);
  }

  @Override
  public synchronized boolean deleteUser(User before, List<AuditRecord> records) {
    return audit.appendIf(users.remove(before.owner(), before), records);
  }

  @Override
  public synchronized boolean deleteAccount(Account before, List<AuditRecord> records) {
    String id = before.accountId();
    boolean isEmpty = users.values().stream().noneMatch(it -> it.owner().accountId().equals(id));
    return audit.appendIf(isEmpty && accounts.remove(id, before), records);
  }
}

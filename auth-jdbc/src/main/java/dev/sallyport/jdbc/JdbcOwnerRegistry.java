package dev.sallyport.jdbc;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.sallyport.audit.AuditRecord;
import dev.sallyport.jdbc.connection.DatabaseFailure;
import dev.sallyport.jdbc.query.OwnerConditions;
import dev.sallyport.jdbc.statement.Row;
import dev.sallyport.jdbc.statement.Session;
import dev.sallyport.jdbc.statement.Session.RowReader;
import dev.sallyport.jdbc.statement.Transactions;
import dev.sallyport.jdbc.statement.Transactions.Work;
import dev.sallyport.jdbc.statement.Values;
import dev.sallyport.key.Owner;
import dev.sallyport.key.OwnerProfile;
import dev.sallyport.key.Page;
import dev.sallyport.key.UserKind;
import dev.sallyport.spi.OwnerQuery;
import dev.sallyport.spi.OwnerRegistry;
import dev.sallyport.spi.StoreException;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Owner registry on the tables {@code sallyport_account} and {@code sallyport_user}, on plain JDBC.
 *
 * <p>Every call runs in its own transaction on its own connection, unless the host has a
 * transaction to take part in. Locks are taken in the order account, user, end of the audit log;
 * reads follow after them. The caller keeps ownership of the {@code DataSource}. Thread-safe.
 */
final class JdbcOwnerRegistry implements OwnerRegistry {
  private static final String OF_ACCOUNT = " where account_id = :account_id";
  private static final String OF_USER = OF_ACCOUNT + " and user_id = :user_id";
  private static final String ACCOUNT = "select * from sallyport_account" + OF_ACCOUNT;
  private static final String PROFILES =
      "select u.*, a.name account_name, a.active account_active from sallyport_user u"
          + " join sallyport_account a on a.account_id = u.account_id";

  private static final String USER = "select * from sallyport_user" + OF_USER;

  private final Transactions transactions;

  JdbcOwnerRegistry(Transactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Optional<UserInAccount> findInAccount(Owner owner) {
    return transactions
        .read(
            "find an owner",
            session ->
                session.first(
                    PROFILES + " where u.account_id = :account_id and u.user_id = :user_id",
                    key(owner),
                    JdbcOwnerRegistry::userInAccount))
        .filter(found -> found.user().owner().equals(owner));
  }

  /** {@inheritDoc} Reads namesakes in other accounts too, and omits them. */
  @Override
  public Map<Owner, OwnerProfile> findAll(Collection<Owner> owners) {
    Set<Owner> distinct = Set.copyOf(owners);
    return distinct.isEmpty()
        ? Map.of()
        : transactions
            .read(
                "find owners",
                session ->
                    session.query(
                        PROFILES + " where u.account_id in (:accounts) and u.user_id in (:users)",
                        ids(distinct),
                        JdbcOwnerRegistry::userInAccount))
            .stream()
            .map(UserInAccount::profile)
            .filter(profile -> distinct.contains(profile.owner()))
            .collect(toMap(OwnerProfile::owner, identity()));
  }

  private static Map<String, Object> ids(Set<Owner> owners) {
    return Map.of(
        "accounts", owners.stream().map(Owner::accountId).collect(toSet()),
        "users", owners.stream().map(Owner::userId).collect(toSet()));
  }

  static UserInAccount userInAccount(Row row) throws SQLException {
    User user = user(row);
    Account account =
        new Account(user.owner().accountId(), row.text("account_name"), row.flag("account_active"));
    return new UserInAccount(account, user);
  }

  @Override
  public Optional<Account> findAccount(String accountId) {
    return transactions.read("find an account", session -> account(session, accountId));
  }

  @Override
  public Optional<User> findUser(Owner owner) {
    return transactions
        .read("find a user", session -> user(session, owner))
        .filter(user -> user.owner().equals(owner));
  }

  /** {@inheritDoc} Reads namesakes in other accounts too, and omits them. */
  @Override
  public List<User> findUsers(Collection<Owner> owners) {
    Set<Owner> distinct = Set.copyOf(owners);
    return distinct.isEmpty()
        ? List.of()
        : transactions
            .read(
                "find users",
                session ->
                    session.query(
                        "select * from sallyport_user where account_id in (:accounts)"
                            + " and user_id in (:users)",
                        ids(distinct),
                        JdbcOwnerRegistry::user))
            .stream()
            .filter(user -> distinct.contains(user.owner()))
            .toList();
  }

  @Override
  public Page<Account> listAccounts(OwnerQuery query) {
    return page(
        "list accounts", query, OwnerConditions.ofAccounts(query), JdbcOwnerRegistry::account);
  }

  @Override
  public Page<User> listUsers(OwnerQuery query) {
    return page("list users", query, OwnerConditions.ofUsers(query), JdbcOwnerRegistry::user);
  }

  private <T> Page<T> page(
      String doing, OwnerQuery query, OwnerConditions conditions, RowReader<T> reader) {
    Map<String, Object> parameters = new HashMap<>(conditions.parameters());
    parameters.put("size", query.size());
    parameters.put("offset", query.offset());
    String sql =
        "select o.*%s%s limit :size offset :offset"
            .formatted(conditions.from(), conditions.orderBy());
    return transactions.run(
        doing,
        session -> {
          List<T> items = session.query(sql, parameters, reader);
          boolean isWhole = query.page() == 0 && items.size() < query.size();
          return new Page<>(
              items,
              isWhole
                  ? items.size()
                  : session.number("select count(*)" + conditions.from(), conditions.parameters()));
        });
  }

  @Override
  public boolean insertAccount(Account account, List<AuditRecord> records) {
    Work<Boolean> exists = session -> account(session, account.accountId()).isPresent();
    return unlessRaced(
        exists,
        session -> {
          AuditAppender audit = AuditAppender.lock(session, records);
          if (exists.apply(session)) {
            return false;
          }
          session.insert("sallyport_account", List.of(row(account)));
          audit.append();
          return true;
        });
  }

  @Override
  public boolean replaceAccount(Account before, Account after, List<AuditRecord> records) {
    return transactions.change(
        "change an account",
        session ->
            changeAccount(
                session,
                before,
                records,
                "update sallyport_account set name = :name, active = :active" + OF_ACCOUNT,
                row(after)));
  }

  @Override
  public boolean deleteAccount(Account before, List<AuditRecord> records) {
    return transactions.change(
        "delete an account",
        session ->
            changeAccount(
                session,
                before,
                records,
                "delete from sallyport_account"
                    + OF_ACCOUNT
                    + " and not exists (select 1 from sallyport_user"
                    + OF_ACCOUNT
                    + ")",
                key(before.accountId())));
  }

  private static boolean changeAccount(
      Session session,
      Account before,
      List<AuditRecord> records,
      String change,
      Map<String, @Nullable Object> parameters)
      throws SQLException {
    lockAccount(session, before.accountId());
    AuditAppender audit = AuditAppender.lock(session, records);
    boolean isDone =
        session
                .first(
                    session.ofLocked(ACCOUNT), key(before.accountId()), JdbcOwnerRegistry::account)
                .filter(before::equals)
                .isPresent()
            && session.update(change, parameters) == 1;
    if (isDone) {
      audit.append();
    }
    return isDone;
  }

  @Override
  public boolean insertUser(User user, List<AuditRecord> records) {
    Work<Boolean> exists = session -> user(session, user.owner()).isPresent();
    return unlessRaced(
        exists,
        session -> {
          String accountId = user.owner().accountId();
          lockAccount(session, accountId);
          AuditAppender audit = AuditAppender.lock(session, records);
          if (account(session, accountId).isEmpty() || exists.apply(session)) {
            return false;
          }
          session.insert("sallyport_user", List.of(row(user)));
          audit.append();
          return true;
        });
  }

  @Override
  public boolean replaceUser(User before, User after, List<AuditRecord> records) {
    return transactions.change(
        "change a user",
        session ->
            changeUser(
                session,
                before,
                records,
                "update sallyport_user set email = :email, active = :active, staff = :staff,"
                    + " password_hash = :password_hash"
                    + OF_USER,
                row(after)));
  }

  @Override
  public boolean deleteUser(User before, List<AuditRecord> records) {
    return transactions.change(
        "delete a user",
        session ->
            changeUser(
                session,
                before,
                records,
                "delete from sallyport_user" + OF_USER,
                key(before.owner())));
  }

  private static boolean changeUser(
      Session session,
      User before,
      List<AuditRecord> records,
      String change,
      Map<String, @Nullable Object> parameters)
      throws SQLException {
    session.update("update sallyport_user set kind = kind" + OF_USER, key(before.owner()));
    AuditAppender audit = AuditAppender.lock(session, records);
    boolean isDone =
        session
                .first(session.ofLocked(USER), key(before.owner()), JdbcOwnerRegistry::user)
                .filter(before::equals)
                .isPresent()
            && session.update(change, parameters) == 1;
    if (isDone) {
      audit.append();
    }
    return isDone;
  }

  private boolean unlessRaced(Work<Boolean> exists, Work<Boolean> insertion) {
    try {
      return transactions.change("insert an owner", insertion);
    } catch (StoreException e) {
      if (DatabaseFailure.isConstraintViolation(e)
          && transactions.read("look for an owner", exists)) {
        return false; // another transaction inserted it first
      }
      throw e;
    }
  }

  private static void lockAccount(Session session, String accountId) throws SQLException {
    session.update("update sallyport_account set name = name" + OF_ACCOUNT, key(accountId));
  }

  private static Optional<Account> account(Session session, String accountId) throws SQLException {
    return session.first(ACCOUNT, key(accountId), JdbcOwnerRegistry::account);
  }

  private static Optional<User> user(Session session, Owner owner) throws SQLException {
    return session.first(USER, key(owner), JdbcOwnerRegistry::user);
  }

  private static Account account(Row row) throws SQLException {
    return new Account(row.text("account_id"), row.text("name"), row.flag("active"));
  }

  private static User user(Row row) throws SQLException {
    return new User(
        new Owner(row.text("account_id"), row.text("user_id")),
        UserKind.valueOf(row.text("kind")),
        row.text("email"),
        row.flag("active"),
        row.flag("staff"),
        row.nullableText("password_hash"),
        row.nullableText("incarnation"));
  }

  private static Map<String, @Nullable Object> row(Account account) {
    return new Values()
        .with("account_id", account.accountId())
        .with("name", account.name())
        .with("active", account.active())
        .toMap();
  }

  private static Map<String, @Nullable Object> row(User user) {
    return new Values()
        .with("account_id", user.owner().accountId())
        .with("user_id", user.owner().userId())
        .with("kind", user.kind().name())
        .with("email", user.email())
        .with("active", user.active())
        .with("staff", user.staff())
        .with("password_hash", user.passwordHash())
        .with("incarnation", user.incarnation())
        .toMap();
  }

  private static Map<String, @Nullable Object> key(String accountId) {
    return new Values().with("account_id", accountId).toMap();
  }

  private static Map<String, @Nullable Object> key(Owner owner) {
    return new Values()
        .with("account_id", owner.accountId())
        .with("user_id", owner.userId())
        .toMap();
  }
}

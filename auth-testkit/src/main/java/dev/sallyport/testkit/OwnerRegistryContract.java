package dev.sallyport.testkit;

import static dev.sallyport.testkit.TestKeys.OWNER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sallyport.audit.AuditRecord;
import dev.sallyport.key.Owner;
import dev.sallyport.key.OwnerProfile;
import dev.sallyport.key.OwnerStatus;
import dev.sallyport.key.Page;
import dev.sallyport.spi.AuditLog;
import dev.sallyport.spi.OwnerQuery;
import dev.sallyport.spi.OwnerRegistry;
import dev.sallyport.spi.OwnerRegistry.Account;
import dev.sallyport.spi.OwnerRegistry.User;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Contract of every {@link OwnerRegistry}. Extend this class and return an empty registry for each
 * test.
 *
 * <pre>{@code
 * class MyOwnerRegistryTest extends OwnerRegistryContract {
 *   private final MyBackend backend = new MyBackend();
 *
 *   @Override
 *   protected OwnerRegistry registry() {
 *     return backend.owners();
 *   }
 *
 *   @Override
 *   protected AuditLog audit() {
 *     return backend.audit();
 *   }
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public abstract class OwnerRegistryContract {
  private static final int THREADS = 16;
  private static final Account ACCOUNT = new Account(OWNER.accountId(), "Ünïcode Inc.", true);
  private static final User USER =
      User.person(OWNER).email("admin@example.com").staff(true).passwordHash("$argon2id$x");

  /**
   * Returns the registry under test, which is empty at the start of a test and the same within a
   * test.
   */
  protected abstract OwnerRegistry registry();

  /** Returns the audit log of the registry, which is empty at the start of a test. */
  protected abstract AuditLog audit();

  @Test
  final void findsInsertedAccounts() {
    assertThat(registry().insertAccount(ACCOUNT)).isTrue();
    assertThat(registry().findAccount(ACCOUNT.accountId())).contains(ACCOUNT);
    assertThat(registry().findAccount("0000-0000-0000")).isEmpty();
  }

  @Test
  final void insertsNoSecondAccountWithTheSameId() {
    registry().insertAccount(ACCOUNT);
    assertThat(registry().insertAccount(new Account(ACCOUNT.accountId(), "other", false)))
        .isFalse();
    assertThat(registry().findAccount(ACCOUNT.accountId())).contains(ACCOUNT);
  }

  @Test
  final void storesTheLongestTexts() {
    Account account = new Account(ACCOUNT.accountId(), "ñ".repeat(255), true);
    User user = User.person(OWNER).email("é".repeat(255)).staff(true).passwordHash("h".repeat(255));
    assertThat(registry().insertAccount(account)).isTrue();
    assertThat(registry().insertUser(user)).isTrue();
    assertThat(registry().find(OWNER).orElseThrow().email()).isEqualTo(user.email());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Account(ACCOUNT.accountId(), "n".repeat(256), true));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> User.person(OWNER).email("line\nbreak").staff(true));
  }

  @Test
  final void listsPagesOfAccountsInTheOrderOfTheirIds() {
    for (int i = 0; i < 7; i++) {
      registry().insertAccount(new Account("1111-0000-000" + (i * 3) % 7, "Account " + i, i > 2));
    }
    OwnerQuery query = OwnerQuery.all().page(0, 3);
    Page<Account> first = registry().listAccounts(query);
    Page<Account> last = registry().listAccounts(query.page(2, 3));
    assertThat(first.items())
        .extracting(Account::accountId)
        .containsExactly("1111-0000-0000", "1111-0000-0001", "1111-0000-0002");
    assertThat(first.total()).isEqualTo(7);
    assertThat(last.items()).extracting(Account::accountId).containsExactly("1111-0000-0006");
    assertThat(last.total()).isEqualTo(7);
    assertThat(registry().listAccounts(query.page(3, 3)).items()).isEmpty();
    assertThat(registry().listAccounts(query.ofAccount("1111-0000-0004")).items()).hasSize(1);
  }

  @Test
  final void findsAccountsByAPartOfTheirIdOrNameWithoutWildcards() {
    registry().insertAccount(ACCOUNT);
    registry().insertAccount(new Account("1111-0000-0001", "100%_! of It", false));
    OwnerQuery all = OwnerQuery.all();
    assertThat(registry().listAccounts(all.text("% OF"))).isEqualTo(new Page<>(List.of(), 0));
    assertThat(registry().listAccounts(all.text("%_! OF i")).items())
        .extracting(Account::name)
        .containsExactly("100%_! of It");
    assertThat(registry().listAccounts(all.text("INC")).items()).containsExactly(ACCOUNT);
    assertThat(registry().listAccounts(all.text("-0000-")).total()).isEqualTo(1);
    assertThat(registry().listAccounts(all.text("____")).total()).isZero();
  }

  @Test
  final void listsUsersOfAnAccountInTheOrderOfTheirNames() {
    registry().insertAccount(ACCOUNT);
    registry().insertAccount(new Account("1111-0000-0001", "", true));
    User other =
        User.person(new Owner("1111-0000-0001", "Bea")).email("bea@Example.org").active(false);
    registry().insertUser(USER);
    registry().insertUser(other);
    OwnerQuery all = OwnerQuery.all();
    assertThat(registry().listUsers(all).total()).isEqualTo(2);
    assertThat(registry().listUsers(all).items())
        .isSortedAccordingTo(Comparator.comparing(it -> it.owner().userId()));
    assertThat(registry().listUsers(all.ofAccount("1111-0000-0001")).items())
        .containsExactly(other);
    assertThat(registry().listUsers(all.text("EXAMPLE.org")).items()).containsExactly(other);
    assertThat(registry().listUsers(all.text("bEA").ofAccount(OWNER.accountId())).items())
        .isEmpty();
    assertThat(registry().findByUserId("Bea")).contains(other.owner());
    assertThat(registry().findByUserId("bea")).isEmpty();
  }

  @Test
  final void findsAUserInItsAccountOnly() {
    registry().insertAccount(ACCOUNT);
    registry().insertAccount(new Account("0000-0000-0000", "", true));
    assertThat(registry().insertUser(USER)).isTrue();
    assertThat(registry().find(OWNER))
        .contains(new OwnerProfile(OWNER, ACCOUNT.name(), USER.email(), OwnerStatus.ACTIVE));
    assertThat(registry().find(new Owner("0000-0000-0000", OWNER.userId()))).isEmpty();
    assertThat(registry().find(new Owner("9999-9999-9999", OWNER.userId()))).isEmpty();
  }

  @Test
  final void distinguishesUserIdsByCase() {
    registry().insertAccount(ACCOUNT);
    registry().insertUser(USER);
    assertThat(registry().find(new Owner(OWNER.accountId(), "ADMIN"))).isEmpty();
    User upperCase = User.person(new Owner(OWNER.accountId(), "ADMIN"));
    assertThat(registry().insertUser(upperCase)).isTrue();
  }

  @Test
  final void insertsNoUserWithoutItsAccount() {
    assertThat(registry().insertUser(USER)).isFalse();
    assertThat(registry().find(OWNER)).isEmpty();
  }

  @Test
  final void insertsAUserOnceInAnAccount() {
    registry().insertAccount(ACCOUNT);
    registry().insertAccount(new Account("acme", "", true));
    registry().insertUser(USER);
    User namesake = User.person(new Owner("acme", OWNER.userId())).active(false).staff(true);
    assertThat(registry().insertUser(USER)).isFalse();
    assertThat(registry().insertUser(namesake)).isTrue();
    assertThat(registry().insertUser(namesake)).isFalse();
    assertThat(registry().findUser(OWNER)).contains(USER);
    assertThat(registry().findUser(namesake.owner())).contains(namesake);
    assertThat(registry().find(namesake.owner()).orElseThrow().status().userActive()).isFalse();
  }

  @Test
  final void changesTheUserOfOneAccountOnly() {
    registry().insertAccount(ACCOUNT);
    registry().insertAccount(new Account("acme", "", true));
    User namesake = User.person(new Owner("acme", OWNER.userId())).staff(true);
    registry().insertUser(USER);
    registry().insertUser(namesake);
    assertThat(registry().replaceUser(USER, USER.active(false), List.of())).isTrue();
    assertThat(registry().findUser(namesake.owner())).contains(namesake);
    assertThat(registry().deleteUser(namesake, List.of())).isTrue();
    assertThat(registry().findUser(OWNER)).contains(USER.active(false));
  }

  @Test
  final void findsAUserExactly() {
    registry().insertAccount(ACCOUNT);
    registry().insertUser(USER);
    assertThat(registry().findUser(OWNER)).contains(USER);
    assertThat(registry().findUser(new Owner(OWNER.accountId(), "ADMIN"))).isEmpty();
    assertThat(registry().findUser(new Owner("acme", OWNER.userId()))).isEmpty();
  }

  @Test
  final void findsAPersonByUserIdIfOneAccountHasIt() {
    registry().insertAccount(ACCOUNT);
    registry().insertAccount(new Account("acme", "", true));
    registry().insertUser(USER);
    registry().insertUser(User.service(new Owner("acme", "ci")));
    assertThat(registry().findPerson(OWNER.userId())).contains(USER);
    assertThat(registry().findByUserId("ADMIN")).isEmpty();
    assertThat(registry().findByUserId(OWNER.userId() + " ")).isEmpty();
    assertThat(registry().findByUserId("")).isEmpty();
    assertThat(registry().findByUserId("ci")).as("a service").isEmpty();
    registry().insertAccount(new Account("globex", "", true));
    registry().insertUser(User.service(new Owner("globex", OWNER.userId())));
    assertThat(registry().findByUserId(OWNER.userId())).as("a service").contains(OWNER);
    registry().insertUser(User.person(new Owner("acme", OWNER.userId())).staff(true));
    assertThat(registry().findByUserId(OWNER.userId())).as("ambiguous").isEmpty();
    OwnerQuery query = OwnerQuery.all().ofUser(OWNER.userId());
    assertThat(registry().listUsers(query).items())
        .extracting(it -> it.owner().accountId())
        .containsExactly(OWNER.accountId(), "acme", "globex");
    assertThat(registry().listUsers(query.ofAccount("acme")).total()).isEqualTo(1);
  }

  @Test
  final void findsNoPersonByAnIdThatMoreAccountsHaveThanAPageShows() {
    int others = OwnerQuery.all().size();
    for (int i = 0; i < others; i++) {
      String account = "account-" + (1000 + i);
      registry().insertAccount(new Account(account, "", true));
      registry().insertUser(User.service(new Owner(account, "ada")));
    }
    registry().insertAccount(new Account("a person's", "", true));
    registry().insertUser(User.person(new Owner("a person's", "ada")).staff(true));
    assertThat(registry().findPerson("ada")).as("the last could be a person too").isEmpty();
  }

  @Test
  final void storesIdsOfAnyForm() {
    for (Owner owner :
        List.of(
            Owner.of("ada@example.com"),
            new Owner("6f1c0e0a-7b0e-4d7e-9f57-0c3a4b5d6e7f", "42"),
            new Owner("@% ä/\\", "李小龍"),
            new Owner("a".repeat(Owner.MAX_ACCOUNT_ID), "ü".repeat(Owner.MAX_USER_ID)))) {
      User service = User.service(owner).incarnation("1");
      registry().insertAccount(new Account(owner.accountId(), "", true));
      assertThat(registry().insertUser(service)).isTrue();
      assertThat(registry().findUser(owner)).contains(service);
      assertThat(registry().find(owner).orElseThrow().owner()).isEqualTo(owner);
    }
  }

  @Test
  final void findsManyUsersOfManyAccounts() {
    registry().insertAccount(ACCOUNT);
    registry().insertAccount(new Account("acme", "", true));
    registry().insertUser(USER);
    User other = User.person(new Owner("acme", "other")).active(false).staff(true);
    registry().insertUser(other);
    List<Owner> owners = new ArrayList<>(List.of(other.owner(), other.owner()));
    owners.add(new Owner("acme", "OTHER"));
    owners.add(new Owner("acme", OWNER.userId()));
    owners.add(new Owner(OWNER.accountId(), "other"));
    IntStream.range(0, 994).forEach(i -> owners.add(new Owner("acme" + i % 7, "unknown" + i)));
    owners.add(OWNER);
    assertThat(registry().findUsers(owners)).containsExactlyInAnyOrder(USER, other);
    assertThat(registry().findAll(owners).keySet()).containsExactlyInAnyOrder(OWNER, other.owner());
    assertThat(registry().findUsers(List.of())).isEmpty();
  }

  @Test
  final void replacesUnchangedAccountsAndUsers() {
    registry().insertAccount(ACCOUNT);
    registry().insertUser(USER);
    Account inactive = new Account(ACCOUNT.accountId(), "renamed", false);
    User demoted = User.person(OWNER).active(false);
    assertThat(registry().replaceAccount(ACCOUNT, inactive, List.of())).isTrue();
    assertThat(registry().replaceUser(USER, demoted, List.of())).isTrue();
    assertThat(registry().findAccount(ACCOUNT.accountId())).contains(inactive);
    assertThat(registry().findUser(OWNER)).contains(demoted);
    assertThat(registry().find(OWNER))
        .contains(
            new OwnerProfile(
                OWNER,
                "renamed",
                "",
                OwnerStatus.ACTIVE.accountActive(false).userActive(false).staff(false)));
  }

  /** A sign-in is recorded this way. */
  @Test
  final void recordsWithoutAChange() {
    registry().insertAccount(ACCOUNT);
    registry().insertUser(USER);
    List<AuditRecord> records = List.of(TestRecords.of("user.signed-in", "user:x"));
    assertThat(registry().replaceUser(USER, USER, records)).isTrue();
    assertThat(registry().replaceUser(USER, USER, records)).isTrue();
    assertThat(registry().findUser(OWNER)).contains(USER);
    assertThat(actions()).containsExactly("user.signed-in", "user.signed-in");
  }

  @Test
  final void replacesNothingThatHasChanged() {
    registry().insertAccount(ACCOUNT);
    registry().insertUser(USER);
    Account renamed = new Account(ACCOUNT.accountId(), "renamed", true);
    registry().replaceAccount(ACCOUNT, renamed, List.of());
    registry().replaceUser(USER, USER.passwordHash("another"), List.of());
    List<AuditRecord> records = List.of(TestRecords.of("account.changed", "account:x"));
    assertThat(registry().replaceAccount(ACCOUNT, ACCOUNT.active(false), records)).isFalse();
    assertThat(registry().replaceUser(USER, USER.staff(false), records)).isFalse();
    assertThat(registry().findAccount(ACCOUNT.accountId())).contains(renamed);
    assertThat(registry().findUser(OWNER)).contains(USER.passwordHash("another"));
    assertThat(audit().entriesAfter(0, 10)).isEmpty();
  }

  @Test
  final void replacesNoMissingAccountOrUser() {
    registry().insertAccount(ACCOUNT);
    registry().insertUser(USER);
    Account absent = new Account("0000-0000-0000", "", true);
    User elsewhere = User.person(new Owner("0000-0000-0000", OWNER.userId())).staff(true);
    assertThat(registry().replaceAccount(absent, absent.active(false), List.of())).isFalse();
    assertThat(registry().replaceUser(elsewhere, elsewhere.active(false), List.of())).isFalse();
    assertThat(registry().findAccount("0000-0000-0000")).isEmpty();
    assertThat(registry().findUser(OWNER)).contains(USER);
  }

  @Test
  final void keepsTheIncarnationOfAUserThroughChanges() {
    User user = USER.incarnation("ï".repeat(Owner.MAX_INCARNATION));
    registry().insertAccount(ACCOUNT);
    registry().insertUser(user);
    assertThat(registry().findUser(OWNER)).contains(user);
    assertThat(registry().replaceUser(user, user.staff(false), List.of())).isTrue();
    assertThat(registry().find(OWNER).orElseThrow().status())
        .isEqualTo(new OwnerStatus(true, true, false, user.incarnation()));
    assertThat(registry().replaceUser(USER.staff(false), USER, List.of())).isFalse();
  }

  @Test
  final void deletesAnUnchangedUserAndFreesItsId() {
    registry().insertAccount(ACCOUNT);
    registry().insertUser(USER);
    List<AuditRecord> records = List.of(TestRecords.of("user.deleted", "user:x"));
    assertThat(registry().deleteUser(USER.active(false), records)).isFalse();
    assertThat(registry().deleteUser(USER.incarnation("another"), records)).isFalse();
    assertThat(registry().findUser(OWNER)).contains(USER);
    assertThat(registry().deleteUser(USER, records)).isTrue();
    assertThat(registry().deleteUser(USER, records)).isFalse();
    assertThat(registry().find(OWNER)).isEmpty();
    assertThat(registry().findUser(OWNER)).isEmpty();
    assertThat(registry().listUsers(OwnerQuery.all()).total()).isZero();
    assertThat(registry().insertUser(USER.incarnation("another"))).isTrue();
    assertThat(actions()).containsExactly("user.deleted");
    AuditChains.requireWhole(audit());
  }

  @Test
  final void deletesAnUnchangedAccountWithoutUsers() {
    registry().insertAccount(ACCOUNT);
    registry().insertUser(USER);
    List<AuditRecord> records = List.of(TestRecords.of("account.deleted", "account:x"));
    assertThat(registry().deleteAccount(ACCOUNT, records)).isFalse();
    assertThat(registry().findAccount(ACCOUNT.accountId())).contains(ACCOUNT);
    registry().deleteUser(USER, List.of());
    assertThat(registry().deleteAccount(ACCOUNT.active(false), records)).isFalse();
    assertThat(registry().deleteAccount(ACCOUNT, records)).isTrue();
    assertThat(registry().deleteAccount(ACCOUNT, records)).isFalse();
    assertThat(registry().findAccount(ACCOUNT.accountId())).isEmpty();
    assertThat(registry().insertUser(USER)).isFalse();
    assertThat(registry().insertAccount(ACCOUNT)).isTrue();
    assertThat(actions()).containsExactly("account.deleted");
    AuditChains.requireWhole(audit());
  }

  @Test
  final void leavesNoUserWithoutAnAccountWhenUsersAreInsertedDuringADeletion() throws Exception {
    registry().insertAccount(ACCOUNT);
    ConcurrentTasks.call(
        THREADS,
        i ->
            i % 2 == 0
                ? registry().deleteAccount(ACCOUNT, List.of())
                : registry()
                    .insertUser(User.person(new Owner(OWNER.accountId(), "u" + i)).staff(true)));
    boolean hasUsers = registry().listUsers(OwnerQuery.all()).total() > 0;
    assertThat(registry().findAccount(ACCOUNT.accountId()).isPresent()).isEqualTo(hasUsers);
  }

  @Test
  final void oneOfManyConcurrentDeletionsSucceeds() throws Exception {
    registry().insertAccount(ACCOUNT);
    registry().insertUser(USER);
    List<AuditRecord> ofUser = List.of(TestRecords.of("user.deleted", "user:x"));
    assertThat(ConcurrentTasks.call(THREADS, i -> registry().deleteUser(USER, ofUser)))
        .containsOnlyOnce(true);
    List<AuditRecord> ofAccount = List.of(TestRecords.of("account.deleted", "account:x"));
    assertThat(ConcurrentTasks.call(THREADS, i -> registry().deleteAccount(ACCOUNT, ofAccount)))
        .containsOnlyOnce(true);
    assertThat(actions()).containsExactly("user.deleted", "account.deleted");
  }

  @Test
  final void oneOfManyConcurrentReplacementsSucceeds() throws Exception {
    registry().insertAccount(ACCOUNT);
    registry().insertUser(USER);
    Account inactive = ACCOUNT.active(false);
    List<AuditRecord> ofAccount = List.of(TestRecords.of("account.deactivated", "account:x"));
    assertThat(
            ConcurrentTasks.call(
                THREADS, i -> registry().replaceAccount(ACCOUNT, inactive, ofAccount)))
        .containsOnlyOnce(true);
    User demoted = USER.staff(false);
    List<AuditRecord> ofUser = List.of(TestRecords.of("user.demoted", "user:x"));
    assertThat(ConcurrentTasks.call(THREADS, i -> registry().replaceUser(USER, demoted, ofUser)))
        .containsOnlyOnce(true);
    assertThat(actions()).containsExactly("account.deactivated", "user.demoted");
  }

  @Test
  final void oneOfManyConcurrentInsertsSucceeds() throws Exception {
    List<AuditRecord> ofAccount = List.of(TestRecords.of("account.created", "account:x"));
    assertThat(ConcurrentTasks.call(THREADS, i -> registry().insertAccount(ACCOUNT, ofAccount)))
        .containsOnlyOnce(true);
    List<AuditRecord> ofUser = List.of(TestRecords.of("user.created", "user:x"));
    assertThat(ConcurrentTasks.call(THREADS, i -> registry().insertUser(USER, ofUser)))
        .containsOnlyOnce(true);
    assertThat(actions()).containsExactly("account.created", "user.created");
  }

  @Test
  final void losesNoChangeOfConcurrentRetries() throws Exception {
    registry().insertAccount(new Account(ACCOUNT.accountId(), "", true));
    ConcurrentTasks.call(THREADS, this::appendOneLetter);
    assertThat(registry().findAccount(ACCOUNT.accountId()).orElseThrow().name()).hasSize(THREADS);
    assertThat(audit().entriesAfter(0, 100)).hasSize(THREADS);
    AuditChains.requireWhole(audit());
  }

  @Test
  final void recordsOnlyAppliedChanges() {
    List<AuditRecord> records =
        List.of(TestRecords.of("account.created", "account:x"), TestRecords.of("also", "x"));
    assertThat(registry().insertUser(USER, records)).isFalse();
    assertThat(registry().insertAccount(ACCOUNT, records)).isTrue();
    assertThat(registry().insertAccount(ACCOUNT, records)).isFalse();
    assertThat(registry().insertUser(USER, List.of(TestRecords.of("user.created", "y")))).isTrue();
    assertThat(registry().insertUser(USER, records)).isFalse();
    Account inactive = ACCOUNT.active(false);
    registry()
        .replaceAccount(ACCOUNT, inactive, List.of(TestRecords.of("account.deactivated", "x")));
    registry()
        .replaceUser(USER, USER.active(false), List.of(TestRecords.of("user.deactivated", "y")));
    assertThat(actions())
        .containsExactly(
            "account.created", "also", "user.created", "account.deactivated", "user.deactivated");
    AuditChains.requireWhole(audit());
  }

  private boolean appendOneLetter(int number) {
    while (true) {
      Account before = registry().findAccount(ACCOUNT.accountId()).orElseThrow();
      Account after = new Account(before.accountId(), before.name() + (char) ('a' + number), true);
      if (registry()
          .replaceAccount(before, after, List.of(TestRecords.of("account.renamed", "account:x")))) {
        return true;
      }
    }
  }

  private List<String> actions() {
    return audit().entriesAfter(0, 100).stream().map(entry -> entry.record().action()).toList();
  }
}

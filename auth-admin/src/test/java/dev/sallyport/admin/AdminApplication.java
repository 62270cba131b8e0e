package dev.sallyport.admin;

import dev.sallyport.Sallyport;
import dev.sallyport.SallyportBuilder;
import dev.sallyport.SettableClock;
import dev.sallyport.audit.AuditEntry;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.Owner;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.memory.InMemoryBackend;
import dev.sallyport.spi.OwnerRegistry.Account;
import dev.sallyport.spi.OwnerRegistry.User;
import dev.sallyport.token.Digester;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Sallyport instance with an in-memory store, two accounts and a settable clock. */
public final class AdminApplication implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-03-29T01:30:00.123456Z");

  /** The account of all users except {@link #EVE}. */
  public static final String ACCOUNT = "1111-2222-3333";

  public static final String OTHER_ACCOUNT = "9999-8888-7777";

  /** The only superuser. */
  public static final Owner ROOT = new Owner(ACCOUNT, "root");

  static final Owner ADA = new Owner(ACCOUNT, "ada");
  static final Owner BOB = new Owner(ACCOUNT, "bob");
  static final Owner EVE = new Owner(OTHER_ACCOUNT, "eve");

  final SettableClock clock = new SettableClock(NOW);
  final InMemoryBackend backend = new InMemoryBackend();
  final Sallyport sallyport;

  public AdminApplication() {
    this(builder -> builder);
  }

  public AdminApplication(UnaryOperator<SallyportBuilder> edit) {
    sallyport =
        edit.apply(
                Sallyport.builder(backend)
                    .ignoreEnvironment()
                    .clock(clock)
                    .digester(Digester.sha512())
                    .setting("last-used-interval", "1d"))
            .build();
    addAccount(ACCOUNT, "Ünïversal");
    addAccount(OTHER_ACCOUNT, "Others");
    List.of(ROOT, ADA, BOB, EVE).forEach(owner -> addUser(owner, true));
  }

  /** Creates an instance whose host manages everything except the keys. */
  public AdminApplication(Sallyport ofHost) {
    sallyport = ofHost;
  }

  private void addAccount(String number, String name) {
    sallyport.ownerManager().createAccount(new Account(number, name, true));
  }

  public void addUser(Owner owner, boolean staff) {
    User user = User.person(owner).email(owner.userId() + "@example.org").staff(staff);
    sallyport.ownerManager().createUser(user);
  }

  public Created create(Owner owner, String... scopes) {
    return create(CreateKeyRequest.of(owner, "key of " + owner.userId()).scopes(List.of(scopes)));
  }

  public Created create(CreateKeyRequest requested) {
    return (Created) sallyport.keys().create(requested);
  }

  ApiKey stored(UUID id) {
    return sallyport.keys().get(id).orElseThrow();
  }

  /** Returns the last entry of the audit log. */
  AuditEntry lastEntry() {
    return sallyport.audit().latest(1).get(0);
  }

  @Override
  public void close() {
    sallyport.close();
  }
}

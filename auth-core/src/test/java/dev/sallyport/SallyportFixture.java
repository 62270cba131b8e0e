package dev.sallyport;

import dev.sallyport.authentication.AuthenticationResult;
import dev.sallyport.authentication.AuthenticationResult.Authenticated;
import dev.sallyport.authentication.AuthenticationResult.Denied;
import dev.sallyport.authorization.DenialReason;
import dev.sallyport.event.Event;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.Owner;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.management.Lifetime;
import dev.sallyport.memory.InMemoryBackend;
import dev.sallyport.spi.AuditLog;
import dev.sallyport.spi.OwnerRegistry;
import dev.sallyport.spi.OwnerRegistry.Account;
import dev.sallyport.spi.OwnerRegistry.User;
import dev.sallyport.token.Secret;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** Sallyport instance with one active staff owner, an observed store and a settable clock. */
public final class SallyportFixture implements AutoCloseable {
  public static final Owner OWNER = new Owner("3141-5926-5359", "admin");

  public final SettableClock clock = new SettableClock();
  public final InMemoryBackend backend = new InMemoryBackend();
  public final AuditLog audit = backend.audit();
  public final ObservedStore store = new ObservedStore(backend.keys());
  public final OwnerRegistry owners = backend.owners();
  public final List<Event> events = new CopyOnWriteArrayList<>();
  public final Sallyport sallyport;

  public SallyportFixture() {
    this(builder -> builder);
  }

  public SallyportFixture(UnaryOperator<SallyportBuilder> settings) {
    owners.insertAccount(new Account(OWNER.accountId(), "Acme", true));
    owners.insertUser(user(true, true));
    SallyportBuilder builder =
        Sallyport.builder(store, owners)
            .ignoreEnvironment()
            .clock(clock)
            .audit(audit)
            .resources(backend.resources())
            .listener(events::add)
            .setting("last-used-interval", "1d");
    sallyport = settings.apply(builder).build();
  }

  public static User user(boolean active, boolean staff) {
    return User.person(OWNER).active(active).staff(staff);
  }

  /** Replaces the user in the store, as another node would. */
  public void setUser(boolean active, boolean staff) {
    User before = owners.findUser(OWNER).orElseThrow();
    owners.replaceUser(before, before.active(active).staff(staff), List.of());
  }

  /** Replaces the account in the store, as another node would. */
  public void setAccount(boolean active) {
    Account before = owners.findAccount(OWNER.accountId()).orElseThrow();
    owners.replaceAccount(before, before.active(active), List.of());
  }

  public Created create() {
    return create(new Lifetime.ByDefault());
  }

  public Created create(Lifetime lifetime) {
    return (Created) sallyport.keys().create(CreateKeyRequest.of(OWNER, "ci").lifetime(lifetime));
  }

  public ApiKey stored(UUID id) {
    return store.findById(id).orElseThrow();
  }

  /** Returns the published events of one type. */
  public <E extends Event> List<E> events(Class<E> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  public AuthenticationResult check(Secret token) {
    return sallyport.authenticator().authenticate(token);
  }

  public boolean opensTo(Secret token) {
    return check(token) instanceof Authenticated;
  }

  public DenialReason refusal(Secret token) {
    return ((Denied) check(token)).reason();
  }

  @Override
  public void close() {
    sallyport.close();
  }
}

package dev.sallyport.servlet;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sallyport.Sallyport;
import dev.sallyport.SallyportBuilder;
import dev.sallyport.SettableClock;
import dev.sallyport.authentication.AuthenticationResult;
import dev.sallyport.event.Event;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.Owner;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.management.OwnerManager;
import dev.sallyport.memory.InMemoryBackend;
import dev.sallyport.spi.ApiKeyQuery;
import dev.sallyport.spi.OwnerRegistry;
import dev.sallyport.spi.OwnerRegistry.Account;
import dev.sallyport.spi.OwnerRegistry.User;
import dev.sallyport.spi.ResourceRegistry;
import dev.sallyport.token.Digester;
import dev.sallyport.token.Secret;
import dev.sallyport.token.TokenFormat;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;

/**
 * A Sallyport over memory that reads its store at every check, with one owner, and whose time
 * stands until it is moved.
 */
public final class TestSallyport implements AutoCloseable {
  public static final Owner OWNER = new Owner("3141-5926-5359", "admin");
  public static final Instant NOW = Instant.parse("2026-03-29T01:30:00.123456Z");

  private final InMemoryBackend backend = new InMemoryBackend();
  public final CountingApiKeyStore store = new CountingApiKeyStore(backend.keys());
  final OwnerRegistry owners = backend.owners();
  public final SettableClock clock = new SettableClock(NOW);
  public final List<Event> events = new CopyOnWriteArrayList<>();
  final ResourceRegistry resources = backend.resources();
  public final Sallyport sallyport;

  public TestSallyport() {
    this(builder -> builder);
  }

  public TestSallyport(UnaryOperator<SallyportBuilder> edit) {
    sallyport =
        edit.apply(
                Sallyport.builder(store, owners)
                    .ignoreEnvironment()
                    .clock(clock)
                    .digester(Digester.sha512())
                    .setting("max-staleness", "0")
                    .setting("stale-if-unavailable", "0")
                    .setting("verified-tokens", "0")
                    .resources(resources)
                    .listener(events::add))
            .build();
    owners.insertAccount(new Account(OWNER.accountId(), "Ünïversal", true));
    owners.insertUser(User.person(OWNER).email("admin@example.org").staff(true));
  }

  public Created create(String... scopes) {
    return create(CreateKeyRequest.of(OWNER, "a key").scopes(List.of(scopes)));
  }

  public Created create(CreateKeyRequest wanted) {
    return (Created) sallyport.keys().create(wanted);
  }

  /** A key that is stored with what a test made up. */
  void insert(Secret token, String digest) {
    String lookup = TokenFormat.sallyport("sp").lookupOf(token).orElseThrow();
    store.insert(ApiKey.builder(UUID.randomUUID(), lookup, digest, OWNER, "k", NOW).build());
  }

  void setUserActive(boolean active) {
    OwnerManager manager = sallyport.ownerManager();
    if (active) {
      manager.activateUser(OWNER);
    } else {
      manager.deactivateUser(OWNER);
    }
  }

  /** A user of the same account. */
  public Owner addUser(String username, String password, boolean staff) {
    Owner owner = new Owner(OWNER.accountId(), username);
    User user = User.person(owner).staff(staff);
    sallyport.ownerManager().createUser(user, Secret.of(password));
    return owner;
  }

  /** Whatever was told of one kind. */
  public <T extends Event> List<T> events(Class<T> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  ApiKey stored(UUID id) {
    return sallyport.keys().get(id).orElseThrow();
  }

  public List<ApiKey> keysOf(Owner owner) {
    return sallyport.keys().list(ApiKeyQuery.all().ofOwner(owner)).items();
  }

  /** A key whose end is behind us. */
  Created createExpired() {
    Created created = create();
    ApiKey over = created.key().toBuilder().expiresAt(NOW.minusNanos(1000)).build();
    store.replace(over);
    return created;
  }

  /** Waits until a filter that has started has warmed up, so that tests can count lookups. */
  public void awaitWarmUp() {
    AuthenticationResult unused = sallyport.authenticator().authenticate(unknownToken());
    events.clear();
  }

  /** Returns a token that belongs to no key. */
  public static Secret unknownToken() {
    return TokenFormat.sallyport("sp").generate();
  }

  /** A well-formed token with the lookup of a key and another's secret. */
  public static Secret withOtherSecret(Secret token) {
    String body = token.reveal().substring(0, 15) + unknownToken().reveal().substring(15, 58);
    return Secret.of(body + checksum(body));
  }

  private static String checksum(String body) {
    String digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    CRC32 crc = new CRC32();
    crc.update(body.getBytes(US_ASCII));
    StringBuilder checksum = new StringBuilder();
    for (long rest = crc.getValue(); checksum.length() < 6; rest /= 62) {
      checksum.insert(0, digits.charAt((int) (rest % 62)));
    }
    return checksum.toString();
  }

  @Override
  public void close() {
    sallyport.close();
  }
}

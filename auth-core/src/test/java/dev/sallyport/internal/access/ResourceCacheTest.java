package dev.sallyport.internal.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.SallyportFixture;
import dev.sallyport.authentication.ApiKeyAuthenticator;
import dev.sallyport.authentication.AuthenticationResult;
import dev.sallyport.authentication.AuthenticationResult.Authenticated;
import dev.sallyport.authentication.AuthenticationResult.Denied;
import dev.sallyport.authentication.OverloadedException;
import dev.sallyport.authorization.AccessRequest;
import dev.sallyport.authorization.DenialReason;
import dev.sallyport.authorization.Resource;
import dev.sallyport.authorization.ResourceId;
import dev.sallyport.authorization.ResourcePattern;
import dev.sallyport.authorization.UnboundResourcePolicy;
import dev.sallyport.event.Event;
import dev.sallyport.key.Owner;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.management.ResourceManager;
import dev.sallyport.management.ResourceManager.BindResult;
import dev.sallyport.management.Rotation;
import dev.sallyport.spi.OwnerRegistry.Account;
import dev.sallyport.spi.OwnerRegistry.User;
import dev.sallyport.spi.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ResourceCacheTest {
  private static final String ACCOUNT = SallyportFixture.OWNER.accountId();
  private static final Owner STRANGER = new Owner("1111-2222-3333", "ada");
  private static final ResourceId DEMO = new ResourceId("client", "demo");
  private static final AccessRequest CHAT =
      AccessRequest.of("POST", "/clients/demo/chat", "192.0.2.7", Set.of());

  private SallyportFixture fixture = sallyport(UnboundResourcePolicy.ACCOUNT);
  private ResourceManager resources = fixture.sallyport.resourceManager();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void checksAResourceGivenByTheCallerWithoutResolvers() {
    try (SallyportFixture plain = new SallyportFixture()) {
      Created created = plain.create();
      Resource foreign = Resource.unbound(new ResourceId("chat", "1"), "9999-9999-9999");
      assertThat(
              plain
                  .sallyport
                  .authenticator()
                  .authenticate(created.token(), AccessRequest.UNKNOWN.of(foreign)))
          .isEqualTo(new Denied(DenialReason.RESOURCE_OF_ANOTHER_ACCOUNT, created.key().id()));
    }
  }

  @Test
  void createsAResourceTogetherWithItsBindings() {
    ResourceId id = new ResourceId("client", "guarded");
    Created bound = fixture.create();
    Created other = fixture.create();
    assertThat(resources.create(ACCOUNT, id, List.of(bound.key().id(), UUID.randomUUID())))
        .isEqualTo(ResourceManager.Creation.NO_SUCH_KEY);
    assertThat(resources.find(id)).isEmpty();
    assertThat(resources.create("0000-0000-0001", id, List.of(bound.key().id())))
        .as("of another account")
        .isEqualTo(ResourceManager.Creation.NO_SUCH_KEY);
    assertThat(resources.create(ACCOUNT, id, List.of(bound.key().id(), bound.key().id())))
        .isEqualTo(ResourceManager.Creation.DONE);
    assertThat(resources.create(ACCOUNT, id, List.of()))
        .isEqualTo(ResourceManager.Creation.NAME_TAKEN);
    assertThat(resources.find(id))
        .contains(new Resource(id, ACCOUNT, Set.of(bound.key().groupId())));
    AccessRequest request = AccessRequest.of("POST", "/clients/guarded/chat", "", Set.of());
    assertThat(fixture.sallyport.authenticator().authenticate(bound.token(), request))
        .isInstanceOf(Authenticated.class);
    assertThat(fixture.sallyport.authenticator().authenticate(other.token(), request))
        .isEqualTo(new Denied(DenialReason.KEY_NOT_BOUND, other.key().id()));
    assertThat(fixture.audit.latest(2).stream().map(it -> it.record().action()))
        .containsExactlyInAnyOrder("resource.created", "resource.key-bound");
  }

  @Test
  void g03AKeyCanUseOnlyResourcesOfItsAccount() {
    resources.create(ACCOUNT, DEMO);
    assertThat(reason(fixture.create())).isNull();
    assertThat(reason(foreign())).isEqualTo(DenialReason.RESOURCE_OF_ANOTHER_ACCOUNT);
  }

  @Test
  void aClockThatIsSetBackMakesNoResourceFresh() {
    Created created = fixture.create();
    resources.create(ACCOUNT, DEMO);
    assertThat(reason(created)).isNull();
    fixture.clock.advance(Duration.ofHours(-1));
    fixture.backend.resources().delete(ACCOUNT, DEMO, List.of()); // as another node would
    assertThat(reason(created)).isEqualTo(DenialReason.RESOURCE_UNKNOWN);
  }

  @Test
  void aMissingResourceIsDenied() {
    assertThat(reason(fixture.create())).isEqualTo(DenialReason.RESOURCE_UNKNOWN);
    assertThat(fixture.sallyport.authenticator().isOpen(CHAT)).isFalse();
  }

  @Test
  void aRequestWithoutAResourceIsNotRestricted() {
    AccessRequest elsewhere = AccessRequest.of("GET", "/elsewhere", "192.0.2.7", Set.of());
    assertThat(fixture.sallyport.authenticator().authenticate(foreign().token(), elsewhere))
        .isInstanceOf(Authenticated.class);
  }

  @Test
  void aBoundResourceRequiresABoundKeyFromTheNextRequestOn() {
    resources.create(ACCOUNT, DEMO);
    Created bound = fixture.create();
    Created other = fixture.create();
    assertThat(reason(other)).isNull();
    assertThat(bind(bound)).isEqualTo(BindResult.DONE);
    assertThat(bind(bound)).isEqualTo(BindResult.NO_CHANGE);
    assertThat(reason(bound)).isNull();
    assertThat(reason(other)).isEqualTo(DenialReason.KEY_NOT_BOUND);
    assertThat(bind(other)).isEqualTo(BindResult.DONE);
    assertThat(reason(other)).isNull();
    assertThat(unbind(other)).isEqualTo(BindResult.DONE);
    assertThat(unbind(other)).isEqualTo(BindResult.NO_CHANGE);
    assertThat(reason(other)).isEqualTo(DenialReason.KEY_NOT_BOUND);
  }

  @Test
  void g02AResourceStaysClosedWhenItsKeysAreInactiveOrDeleted() {
    fixture.close();
    fixture = sallyport(UnboundResourcePolicy.OPEN);
    resources = fixture.sallyport.resourceManager();
    resources.create(ACCOUNT, DEMO);
    Created bound = fixture.create();
    bind(bound);
    fixture.sallyport.keys().deactivate(bound.key().id());
    assertThat(reason(bound)).isEqualTo(DenialReason.KEY_INACTIVE);
    assertThat(reason(fixture.create())).isEqualTo(DenialReason.KEY_NOT_BOUND);
    assertThat(fixture.sallyport.authenticator().isOpen(CHAT)).isFalse();
    fixture.sallyport.keys().delete(bound.key().id());
    assertThat(reason(fixture.create())).isEqualTo(DenialReason.KEY_NOT_BOUND);
    assertThat(fixture.sallyport.authenticator().isOpen(CHAT)).isFalse();
    assertThat(fixture.sallyport.authenticator().needsKey(CHAT)).isTrue();
    assertThat(unbind(bound)).as("although the key is deleted").isEqualTo(BindResult.DONE);
    assertThat(fixture.sallyport.authenticator().isOpen(CHAT)).isTrue();
    assertThat(fixture.sallyport.authenticator().needsKey(CHAT)).isFalse();
  }

  @Test
  void aBindingAppliesToSuccessors() {
    resources.create(ACCOUNT, DEMO);
    Created first = fixture.create();
    bind(first);
    Created second = rotate(first);
    Created third = rotate(second);
    fixture.sallyport.keys().delete(first.key().id());
    assertThat(reason(second)).isNull();
    assertThat(reason(third)).isNull();
    assertThat(unbind(third)).isEqualTo(BindResult.DONE);
    assertThat(resources.find(ACCOUNT, DEMO)).contains(Resource.unbound(DEMO, ACCOUNT));
  }

  @Test
  void theLastKeyStaysBoundIfRequested() {
    resources.create(ACCOUNT, DEMO);
    Created one = fixture.create();
    Created two = fixture.create();
    bind(one);
    bind(two);
    assertThat(unbindUnlessLast(one)).isEqualTo(BindResult.DONE);
    assertThat(unbindUnlessLast(one)).isEqualTo(BindResult.NO_CHANGE);
    fixture.events.clear();
    Created successor = rotate(two);
    assertThat(unbindUnlessLast(successor)).isEqualTo(BindResult.WOULD_OPEN);
    assertThat(unbindUnlessLast(two)).isEqualTo(BindResult.WOULD_OPEN);
    assertThat(reason(one)).isEqualTo(DenialReason.KEY_NOT_BOUND);
    assertThat(fixture.events(Event.ResourceChanged.class)).isEmpty();
    assertThat(fixture.audit.latestOf("resource:client/demo", 9)).hasSize(4);
    assertThat(unbind(two)).isEqualTo(BindResult.DONE);
  }

  @Test
  void anUnboundResourceIsOpenIfConfigured() {
    fixture.close();
    fixture = sallyport(UnboundResourcePolicy.OPEN);
    resources = fixture.sallyport.resourceManager();
    resources.create(ACCOUNT, DEMO);
    assertThat(fixture.sallyport.authenticator().isOpen(CHAT)).isTrue();
    assertThat(reason(foreign())).as("also allowed with a key").isNull();
    AccessRequest scoped =
        AccessRequest.of("POST", "/clients/demo/chat", "192.0.2.7", Set.of("chat:write"));
    assertThat(fixture.sallyport.authenticator().isOpen(scoped))
        .as("a scope needs a key")
        .isFalse();
  }

  @Test
  void bindsNothingAcrossAccountsAndHidesForeignObjects() {
    resources.create(ACCOUNT, DEMO);
    UUID ours = fixture.create().key().id();
    UUID theirs = foreign().key().id();
    assertThat(resources.bind(ACCOUNT, DEMO, theirs)).isEqualTo(BindResult.NO_SUCH_KEY);
    assertThat(resources.bind(ACCOUNT, DEMO, UUID.randomUUID())).isEqualTo(BindResult.NO_SUCH_KEY);
    String elsewhere = STRANGER.accountId();
    assertThat(resources.bind(elsewhere, DEMO, theirs)).isEqualTo(BindResult.NO_SUCH_RESOURCE);
    assertThat(resources.bind(elsewhere, new ResourceId("client", "none"), ours))
        .isEqualTo(BindResult.NO_SUCH_RESOURCE);
    assertThat(resources.delete(elsewhere, DEMO)).isFalse();
    assertThat(resources.find(elsewhere, DEMO)).isEmpty();
    assertThat(resources.create(elsewhere, DEMO)).isFalse();
    assertThat(resources.find(ACCOUNT, DEMO)).contains(Resource.unbound(DEMO, ACCOUNT));
  }

  @Test
  void recordsBindingsAndPublishesEvents() {
    resources.create(ACCOUNT, DEMO);
    Created key = fixture.create();
    bind(key);
    assertThat(resources.ofAccount(ACCOUNT)).hasSize(1);
    assertThat(resources.delete(ACCOUNT, DEMO)).isTrue();
    assertThat(reason(key)).isEqualTo(DenialReason.RESOURCE_UNKNOWN);
    assertThat(fixture.audit.latestOf("resource:client/demo", 9))
        .extracting(entry -> entry.record().action())
        .containsExactly("resource.deleted", "resource.key-bound", "resource.created");
    assertThat(fixture.audit.latestOf("resource:client/demo", 9))
        .extracting(entry -> entry.record().before() + entry.record().after())
        .allMatch(text -> text.lines().anyMatch(line -> line.equals("account=" + ACCOUNT)));
    assertThat(fixture.events(Event.ResourceChanged.class)).hasSize(3);
  }

  @Test
  void aHostsDirectoryIsReadOncePerStalenessAndItsFailureGrantsNothing() {
    AtomicInteger reads = new AtomicInteger();
    AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    fixture.close();
    fixture =
        new SallyportFixture(
            it ->
                it.resolver(ResourcePattern.parse("/clients/{client}/*"))
                    .resources(
                        id -> {
                          reads.incrementAndGet();
                          RuntimeException fails = failure.get();
                          if (fails != null) {
                            throw fails;
                          }
                          return Optional.of(Resource.unbound(id, ACCOUNT));
                        }));
    assertThatThrownBy(fixture.sallyport::resourceManager)
        .isInstanceOf(IllegalStateException.class);
    assertThat(fixture.sallyport.authenticator().isOpen(CHAT)).isFalse();
    assertThat(fixture.sallyport.authenticator().needsKey(CHAT)).isTrue();
    assertThat(reads).as("no read without a key if nothing can be open").hasValue(0);
    Created created = fixture.create();
    for (int i = 0; i < 9; i++) {
      assertThat(reason(created)).isNull();
    }
    assertThat(reads).hasValue(1);
    fixture.clock.advance(Duration.ofSeconds(2));
    assertThat(reason(created)).isNull();
    assertThat(reads).hasValue(2);
    failure.set(new StoreException("down"));
    fixture.clock.advance(Duration.ofSeconds(2));
    assertThat(reason(created)).as("the cached state").isNull();
    fixture.clock.advance(Duration.ofMinutes(6));
    assertThatThrownBy(() -> reason(created)).isInstanceOf(StoreException.class);
    failure.set(new IllegalStateException("broken"));
    assertThatThrownBy(() -> reason(created)).isInstanceOf(StoreException.class);
    failure.set(new OverloadedException("busy"));
    assertThatThrownBy(() -> reason(created)).isInstanceOf(StoreException.class);
    failure.set(null);
    assertThat(reason(created)).isNull();
    for (RuntimeException fails :
        List.of(new IllegalStateException("broken"), new OverloadedException("busy"))) {
      failure.set(fails);
      fixture.clock.advance(Duration.ofSeconds(2));
      assertThat(reason(created)).as("the cached state").isNull();
    }
  }

  @Test
  void aFailureOfAHostsResolverIsAFailureOfTheStore() {
    fixture.close();
    fixture =
        new SallyportFixture(
            it ->
                it.setting("unbound-resources", "open")
                    .resolver(
                        request -> {
                          throw new IllegalStateException("broken");
                        }));
    Created created = fixture.create();
    ApiKeyAuthenticator authenticator = fixture.sallyport.authenticator();
    List<ThrowingCallable> calls =
        List.of(
            () -> reason(created),
            () -> authenticator.hasRule(CHAT),
            () -> authenticator.isOpen(CHAT),
            () -> authenticator.needsKey(CHAT));
    for (ThrowingCallable call : calls) {
      assertThatThrownBy(call).isInstanceOf(StoreException.class).hasMessageContaining("resolver");
    }
  }

  @Test
  void aFailureOfAHostsRateLimiterIsAFailureOfTheStore() {
    fixture.close();
    fixture =
        new SallyportFixture(
            it ->
                it.rateLimiter(
                    key -> {
                      throw new IllegalStateException("broken");
                    }));
    Created created = fixture.create();
    assertThatThrownBy(() -> reason(created))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("rate limiter");
  }

  private static SallyportFixture sallyport(UnboundResourcePolicy unbound) {
    return new SallyportFixture(
        it ->
            it.resolver(ResourcePattern.parse("/clients/{client}/*"))
                .setting("unbound-resources", unbound.name()));
  }

  private Created foreign() {
    fixture.owners.insertAccount(new Account(STRANGER.accountId(), "", true));
    fixture.owners.insertUser(User.person(STRANGER).staff(true));
    return (Created) fixture.sallyport.keys().create(CreateKeyRequest.of(STRANGER, "x"));
  }

  private Created rotate(Created old) {
    return (Created)
        fixture
            .sallyport
            .keys()
            .rotate(old.key().id(), Rotation.overlapping(Duration.ofDays(1)))
            .orElseThrow();
  }

  private BindResult bind(Created created) {
    return resources.bind(ACCOUNT, DEMO, created.key().id());
  }

  private BindResult unbind(Created created) {
    return resources.unbind(ACCOUNT, DEMO, created.key().id());
  }

  private BindResult unbindUnlessLast(Created created) {
    return resources.unbindUnlessLast(ACCOUNT, DEMO, created.key().id());
  }

  private @Nullable DenialReason reason(Created created) {
    AuthenticationResult result =
        fixture.sallyport.authenticator().authenticate(created.token(), CHAT);
    return result instanceof Denied denied ? denied.reason() : null;
  }
}

package dev.sallyport.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.admin.AdminSite.Caller;
import dev.sallyport.admin.api.OwnerView;
import dev.sallyport.authorization.Resource;
import dev.sallyport.authorization.ResourceId;
import dev.sallyport.key.Owner;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.management.Rotation;
import dev.sallyport.spi.ResourceRegistry;
import dev.sallyport.spi.ResourceRegistry.LastGroup;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests that a key cannot extend access to resources by binding and unbinding keys. */
class BindingRightsTest {
  private static final ResourceId KEPT = new ResourceId("bot", "kept");
  private static final ResourceId FREE = new ResourceId("bot", "free");

  private AdminSite site;
  private Created own;
  private Caller ada;
  private Created kept;

  @BeforeEach
  void start() throws Exception {
    site = new AdminSite();
    own = site.fixture.create(AdminApplication.ADA, "admin:*", "chat:*");
    ada = site.as(own);
    kept = site.fixture.create(AdminApplication.BOB, "chat:read");
    var resources = site.fixture.sallyport.resourceManager();
    List.of(KEPT, FREE).forEach(id -> resources.create(AdminApplication.ACCOUNT, id));
    resources.bind(AdminApplication.ACCOUNT, KEPT, kept.key().id());
  }

  @AfterEach
  void stop() {
    site.close();
  }

  @Test
  void doesNotUnbindLastKeyOfResource() throws Exception {
    assertBeyond(ada.delete(path(KEPT, kept)));
    Caller some = site.as(site.fixture.create(AdminApplication.ROOT, "admin:*", "chat:*"));
    assertBeyond(some.delete(path(KEPT, kept)));
    assertThat(stored(KEPT).isBound()).isTrue();
    Caller all = site.as(site.fixture.create(AdminApplication.ROOT, "*"));
    assertThat(all.delete(path(KEPT, kept)).status()).isEqualTo(200);
    assertThat(stored(KEPT).isBound()).isFalse();
  }

  /** The key becomes the last one between the check and the unbinding. */
  @Test
  void doesNotOpenResourceDuringConcurrentUnbind() throws Exception {
    ResourceRegistry registry = othersUnbindFirst(site.fixture.backend.resources());
    try (AdminSite other = new AdminSite(new AdminApplication(it -> it.resources(registry)))) {
      registry.insert(Resource.unbound(KEPT, AdminApplication.ACCOUNT), List.of());
      Created one = other.fixture.create(AdminApplication.BOB, "chat:read");
      Created two = other.fixture.create(AdminApplication.BOB, "chat:read");
      List.of(one, two)
          .forEach(
              key -> registry.bind(AdminApplication.ACCOUNT, KEPT, key.key().groupId(), List.of()));
      Caller some = other.as(other.fixture.create(AdminApplication.ADA, "admin:*"));
      assertBeyond(some.delete(path(KEPT, one)));
      assertThat(registry.find(KEPT).orElseThrow().isBoundOnlyTo(one.key().groupId())).isTrue();
    }
  }

  private static ResourceRegistry othersUnbindFirst(ResourceRegistry registry) {
    return (ResourceRegistry)
        Proxy.newProxyInstance(
            ResourceRegistry.class.getClassLoader(),
            new Class<?>[] {ResourceRegistry.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("unbind")) {
                for (UUID groupId : registry.find(KEPT).orElseThrow().boundGroups()) {
                  if (!groupId.equals(arguments[2])) {
                    registry.unbind(
                        AdminApplication.ACCOUNT, KEPT, groupId, LastGroup.UNBIND, List.of());
                  }
                }
              }
              return method.invoke(registry, arguments);
            });
  }

  /** A resource created again would have no bindings. */
  @Test
  void doesNotDeleteBoundResource() throws Exception {
    Caller some = site.as(site.fixture.create(AdminApplication.ROOT, "admin:*"));
    assertBeyond(some.delete("/bindings/bot/kept"));
    assertThat(stored(KEPT).isBound()).isTrue();
    assertThat(some.delete("/bindings/bot/free").status()).isEqualTo(204);
    Caller all = site.as(site.fixture.create(AdminApplication.ROOT, "*"));
    assertThat(all.delete("/bindings/bot/kept").status()).isEqualTo(204);
  }

  @Test
  void unbindsOneOfSeveralKeys() throws Exception {
    Created second = site.fixture.create(AdminApplication.BOB, "files:*");
    bind(KEPT, second);
    assertThat(ada.delete(path(KEPT, second)).status()).isEqualTo(200);
    assertThat(ada.delete(path(KEPT, second)).status()).as("key that is not bound").isEqualTo(200);
    assertThat(stored(KEPT).boundGroups()).containsExactly(kept.key().groupId());
  }

  @Test
  void bindsNeitherItselfNorItsSuccessor() throws Exception {
    Rotation rotation = Rotation.overlapping(Duration.ofHours(1));
    Created successor =
        (Created) site.fixture.sallyport.keys().rotate(own.key().id(), rotation).orElseThrow();
    for (ResourceId resource : List.of(KEPT, FREE)) {
      assertBeyond(ada.send("PUT", path(resource, own), ""));
      assertBeyond(ada.send("PUT", path(resource, successor), ""));
      assertBeyond(site.as(successor).send("PUT", path(resource, successor), ""));
    }
  }

  @Test
  void doesNotBindKeyOfCallerToBoundResource() throws Exception {
    String created = ada.post("/keys", Map.of("name", "mine")).at("/key/id");
    assertBeyond(ada.send("PUT", "/bindings/bot/kept/keys/" + created, ""));
    assertThat(ada.send("PUT", "/bindings/bot/free/keys/" + created, "").status())
        .as("closes the resource")
        .isEqualTo(200);
    Caller some = site.as(site.fixture.create(AdminApplication.ROOT, "admin:*"));
    Map<String, Object> ofBob = Map.of("name", "x", "owner", OwnerView.of(AdminApplication.BOB));
    String shown = some.post("/keys", ofBob).at("/key/id");
    assertBeyond(some.send("PUT", "/bindings/bot/kept/keys/" + shown, ""));
  }

  @Test
  void doesNotBindKeyWithMoreScopes() throws Exception {
    Created more = site.fixture.create(AdminApplication.BOB, "files:*");
    Created less = site.fixture.create(AdminApplication.BOB, "chat:write");
    for (ResourceId resource : List.of(KEPT, FREE)) {
      assertBeyond(ada.send("PUT", path(resource, more), ""));
      assertThat(ada.send("PUT", path(resource, less), "").status()).isEqualTo(200);
    }
  }

  @Test
  void bindsAnyKeyWithAllScopes() throws Exception {
    Created everything = site.fixture.create(AdminApplication.ADA, "*");
    Caller caller = site.as(everything);
    for (Created key :
        List.of(everything, own, site.fixture.create(AdminApplication.BOB, "files:*"))) {
      assertThat(caller.send("PUT", path(KEPT, key), "").status()).isEqualTo(200);
    }
  }

  @Test
  void restrictsBindingsOfSuperusersKeysToSuperusers() throws Exception {
    Created ofRoot = site.fixture.create(AdminApplication.ROOT, "chat:read");
    bind(KEPT, ofRoot);
    Caller mighty = site.as(site.fixture.create(AdminApplication.ADA, "*"));
    for (Caller caller : List.of(ada, mighty)) {
      assertForSuperusers(caller.delete(path(KEPT, ofRoot)));
      assertForSuperusers(caller.send("PUT", path(FREE, ofRoot), ""));
    }
    assertThat(stored(KEPT).boundGroups()).contains(ofRoot.key().groupId());
  }

  /** Unbinding by the id of the first key would affect all later generations. */
  @Test
  void restrictsGroupsWithDeletedFirstKeyToSuperusers() throws Exception {
    for (Owner owner : List.of(AdminApplication.ROOT, AdminApplication.BOB)) {
      Created deleted = site.fixture.create(owner, "chat:read");
      bind(KEPT, deleted);
      site.fixture.sallyport.keys().delete(deleted.key().id());
      assertForSuperusers(ada.delete(path(KEPT, deleted)));
      Caller some = site.as(site.fixture.create(AdminApplication.ROOT, "admin:*"));
      assertThat(some.delete(path(KEPT, deleted)).status()).isEqualTo(200);
      assertThat(some.delete(path(KEPT, deleted)).problem()).isEqualTo("key-unknown");
      assertThat(ada.delete(path(KEPT, deleted)).problem()).isEqualTo("key-unknown");
    }
  }

  private void bind(ResourceId resource, Created key) {
    site.fixture
        .sallyport
        .resourceManager()
        .bind(AdminApplication.ACCOUNT, resource, key.key().id());
  }

  private Resource stored(ResourceId id) {
    return site.fixture.sallyport.resourceManager().find(id).orElseThrow();
  }

  private static String path(ResourceId resource, Created key) {
    return "/bindings/" + resource.type() + "/" + resource.name() + "/keys/" + key.key().id();
  }

  private static void assertBeyond(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(403);
    assertThat(answer.problem()).isEqualTo("rights-beyond-own");
  }

  private static void assertForSuperusers(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(403);
    assertThat(answer.problem()).isEqualTo("superuser-required");
  }
}

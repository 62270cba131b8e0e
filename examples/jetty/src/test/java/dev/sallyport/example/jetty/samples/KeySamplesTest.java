package dev.sallyport.example.jetty.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.Sallyport;
import dev.sallyport.audit.AuditContext;
import dev.sallyport.audit.AuditEntry;
import dev.sallyport.audit.AuditQuery;
import dev.sallyport.audit.UsageReport;
import dev.sallyport.audit.UsageReports.Step;
import dev.sallyport.audit.UsageSubject;
import dev.sallyport.authentication.AuthenticationResult;
import dev.sallyport.authentication.AuthenticationResult.Authenticated;
import dev.sallyport.authentication.AuthenticationResult.Denied;
import dev.sallyport.authentication.KeyWatch;
import dev.sallyport.authorization.AccessRequest;
import dev.sallyport.authorization.DenialReason;
import dev.sallyport.authorization.ResourceId;
import dev.sallyport.authorization.ResourcePattern;
import dev.sallyport.event.Event;
import dev.sallyport.jdbc.JdbcBackend;
import dev.sallyport.jdbc.SchemaMode;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.Owner;
import dev.sallyport.management.BulkAction;
import dev.sallyport.management.BulkResult;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.management.Lifetime;
import dev.sallyport.management.ResourceManager.BindResult;
import dev.sallyport.management.Rotation;
import dev.sallyport.memory.InMemoryBackend;
import dev.sallyport.spi.ApiKeyQuery;
import dev.sallyport.spi.Backend;
import dev.sallyport.token.Secret;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs the samples of the documentation that need no server. */
class KeySamplesTest {
  private final Owner owner = new Owner("acme", "ada");
  private Sallyport sallyport;

  @BeforeEach
  void open() {
    sallyport =
        Sallyport.builder(InMemoryBackend.withOwnersOf(new Members()))
            .resolver(ResourcePattern.parse("/reports/{report}"))
            .ignoreEnvironment()
            .build();
  }

  @AfterEach
  void close() {
    sallyport.close();
  }

  private Created create() {
    return (Created) sallyport.keys().create(CreateKeyRequest.of(owner, "a key"));
  }

  @Test
  void opensTheApplicationsDatabase() {
    JdbcDataSource dataSource = new JdbcDataSource();
    dataSource.setURL("jdbc:h2:mem:samples;DB_CLOSE_DELAY=-1");
    // sample: open
    Backend backend = JdbcBackend.on(dataSource, SchemaMode.MIGRATE);
    Sallyport sallyport = Sallyport.builder(backend).build();
    // end
    try (sallyport) {
      assertThat(sallyport.keys().list(ApiKeyQuery.all()).items()).isEmpty();
    }
  }

  @Test
  void createsAKey() {
    // sample: create
    CreateKeyRequest request =
        CreateKeyRequest.of(owner, "nightly build")
            .scopes(List.of("chat:read"))
            .lifetime(new Lifetime.For(Duration.ofDays(90)));
    CreateResult result =
        sallyport
            .keys()
            .as(AuditContext.of("ada", "10.0.0.7").because("new build server"))
            .create(request);
    if (result instanceof Created created) {
      show(created.token()); // the only time
    }
    // end
    assertThat(result).isInstanceOf(Created.class);
    assertThat(shown).hasSize(1);
  }

  private final List<Secret> shown = new ArrayList<>();

  private void show(Secret token) {
    shown.add(token);
  }

  @Test
  void authenticatesAToken() {
    Secret token = create().token();
    // sample: authenticate
    AuthenticationResult result = sallyport.authenticator().authenticate(token);
    String answer =
        result instanceof Authenticated authenticated
            ? "Hello " + authenticated.principal().owner().userId()
            : "Denied: " + ((Denied) result).reason();
    // end
    assertThat(answer).isEqualTo("Hello ada");
  }

  @Test
  void rotatesAKey() {
    UUID keyId = create().key().id();
    // sample: rotate
    Optional<CreateResult> successor =
        sallyport.keys().rotate(keyId, Rotation.overlapping(Duration.ofHours(1)));
    // end
    assertThat(successor.orElseThrow()).isInstanceOf(Created.class);
  }

  @Test
  void listsKeys() {
    create();
    // sample: list
    List<ApiKey> keys =
        sallyport.keys().list(ApiKeyQuery.all().ofOwner(owner).active(true).page(0, 50)).items();
    // end
    assertThat(keys).hasSize(1);
  }

  @Test
  void changesManyKeys() {
    List<UUID> ids = List.of(create().key().id(), create().key().id());
    // sample: bulk
    BulkResult result = sallyport.keys().bulk(BulkAction.DEACTIVATE, ids);
    // end
    assertThat(result.changed()).hasSize(2);
  }

  @Test
  void listensToEvents() {
    InMemoryBackend backend = new InMemoryBackend();
    List<DenialReason> denials = new ArrayList<>();
    // sample: listen
    Sallyport sallyport =
        Sallyport.builder(backend)
            .listener(
                event -> {
                  if (event instanceof Event.Denied denied) {
                    denials.add(denied.reason());
                  }
                })
            .build();
    // end
    try (sallyport) {
      sallyport.authenticator().authenticate(Secret.of("no token"));
    }
    assertThat(denials).containsExactly(DenialReason.MALFORMED_TOKEN);
  }

  @Test
  void readsTheAuditLog() {
    create();
    // sample: audit
    List<AuditEntry> changes = sallyport.audit().find(AuditQuery.latest(20).doing("key."));
    boolean isIntact = sallyport.audit().verify().flaw().isEmpty();
    // end
    assertThat(changes).hasSize(1);
    assertThat(isIntact).isTrue();
  }

  @Test
  void readsReportsOfUse() {
    Created created = create();
    UUID keyId = created.key().id();
    sallyport.authenticator().authenticate(created.token());
    sallyport.flush();
    // sample: usage
    Instant now = sallyport.clock().instant();
    UsageReport lastWeek =
        sallyport
            .usage()
            .read(UsageSubject.key(keyId), now.minus(Duration.ofDays(7)), now, Step.DAY);
    // end
    assertThat(lastWeek.slices()).extracting(UsageReport.Slice::authenticated).contains(1L);
  }

  @Test
  void bindsAKeyToAResource() {
    Created created = create();
    UUID keyId = created.key().id();
    // sample: bind
    ResourceId report = new ResourceId("report", "2026");
    sallyport.resourceManager().create(owner.accountId(), report);
    BindResult result = sallyport.resourceManager().bind(owner.accountId(), report, keyId);
    // end
    AccessRequest request = AccessRequest.of("GET", "/reports/2026", "192.0.2.1", Set.of());
    Secret other = create().token();

    assertThat(result).isEqualTo(BindResult.DONE);
    assertThat(sallyport.authenticator().authenticate(created.token(), request))
        .isInstanceOf(Authenticated.class);
    assertThat(sallyport.authenticator().authenticate(other, request))
        .isInstanceOfSatisfying(
            Denied.class, it -> assertThat(it.reason()).isEqualTo(DenialReason.KEY_NOT_BOUND));
  }

  @Test
  void watchesAKey() {
    UUID keyId = create().key().id();
    AtomicBoolean isClosed = new AtomicBoolean();
    Runnable closeStream = () -> isClosed.set(true);
    // sample: watch
    KeyWatch watch = sallyport.watch(keyId, closeStream); // be quick
    watch.close(); // when the stream ends by itself
    // end
    assertThat(isClosed).isFalse();
  }

  @Test
  void testsAnApplicationWithoutADatabase() {
    // sample: test
    try (Sallyport sallyport =
        Sallyport.builder(InMemoryBackend.withOwnersOf(new Members()))
            .ignoreEnvironment()
            .policy(new OfficeHours())
            .build()) {
      var created = (Created) sallyport.keys().create(CreateKeyRequest.of(owner, "test"));
      AuthenticationResult result = sallyport.authenticator().authenticate(created.token());
      assertThat(result).isNotNull();
    }
    // end
  }

  @Test
  void deniesByThePolicyOfTheApplication() {
    Clock atSix = Clock.fixed(Instant.parse("2026-11-30T06:00:00Z"), ZoneOffset.UTC);
    try (Sallyport sallyport =
        Sallyport.builder(InMemoryBackend.withOwnersOf(new Members()))
            .ignoreEnvironment()
            .policy(new OfficeHours(atSix))
            .build()) {
      var created = (Created) sallyport.keys().create(CreateKeyRequest.of(owner, "test"));
      assertThat(sallyport.authenticator().authenticate(created.token()))
          .isInstanceOfSatisfying(
              Denied.class, it -> assertThat(it.reason()).isEqualTo(DenialReason.DENIED_BY_POLICY));
    }
  }
}

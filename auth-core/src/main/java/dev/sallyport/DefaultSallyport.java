package dev.sallyport;

import dev.sallyport.audit.AuditContext;
import dev.sallyport.audit.AuditTrail;
import dev.sallyport.audit.UsageReports;
import dev.sallyport.authentication.ApiKeyAuthenticator;
import dev.sallyport.authentication.KeyWatch;
import dev.sallyport.authentication.PasswordAuthenticator;
import dev.sallyport.authorization.RateLimit;
import dev.sallyport.event.Event;
import dev.sallyport.event.EventListener;
import dev.sallyport.internal.access.AccessControl;
import dev.sallyport.internal.access.ResourceCache;
import dev.sallyport.internal.audit.DefaultAuditTrail;
import dev.sallyport.internal.authentication.DefaultApiKeyAuthenticator;
import dev.sallyport.internal.authentication.DefaultPasswordAuthenticator;
import dev.sallyport.internal.change.AfterUseTasks;
import dev.sallyport.internal.change.InvalidationPublisher;
import dev.sallyport.internal.change.KeyChangeWriter;
import dev.sallyport.internal.config.AccessSettings;
import dev.sallyport.internal.config.CoreSettings;
import dev.sallyport.internal.event.EventPublisher;
import dev.sallyport.internal.management.DefaultApiKeyManager;
import dev.sallyport.internal.management.DefaultOwnerManager;
import dev.sallyport.internal.management.DefaultResourceManager;
import dev.sallyport.internal.management.KeyFactory;
import dev.sallyport.internal.management.KeyLifecycle;
import dev.sallyport.internal.state.EffectiveStateResolver;
import dev.sallyport.internal.state.KeyMonitor;
import dev.sallyport.internal.state.KeyStatusChecker;
import dev.sallyport.internal.store.SessionCleaner;
import dev.sallyport.internal.store.SessionStoreWithTimeout;
import dev.sallyport.internal.store.StoreExecutor;
import dev.sallyport.internal.usage.DefaultUsageReports;
import dev.sallyport.internal.usage.LastUsedRecorder;
import dev.sallyport.internal.usage.UsageMeter;
import dev.sallyport.internal.verification.InvalidationVersions;
import dev.sallyport.internal.verification.TokenVerifier;
import dev.sallyport.internal.verification.VerifiedTokenCache;
import dev.sallyport.key.Owner;
import dev.sallyport.management.ApiKeyManager;
import dev.sallyport.management.OwnerManager;
import dev.sallyport.management.ResourceManager;
import dev.sallyport.session.SessionStore;
import dev.sallyport.spi.AuditLog;
import dev.sallyport.spi.Cluster;
import dev.sallyport.spi.OwnerDirectory;
import dev.sallyport.spi.ResourceDirectory;
import dev.sallyport.spi.ResourceRegistry;
import dev.sallyport.spi.UsageLog;
import dev.sallyport.token.Argon2;
import dev.sallyport.token.Digester;
import dev.sallyport.token.TokenFormat;
import dev.sallyport.transaction.HostTransactions;
import dev.sallyport.transaction.TransactionContext;
import dev.sallyport.transaction.TransactionScope;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Implementation of {@link Sallyport} over a store. */
final class DefaultSallyport implements Sallyport {
  private static final Logger log = LoggerFactory.getLogger(DefaultSallyport.class);

  private final ApiKeyAuthenticator authenticator;
  private final DefaultApiKeyManager keys;
  private final OwnerDirectory owners;
  private final Optional<DefaultOwnerManager> ownerManager;
  private final Optional<DefaultResourceManager> resourceManager;
  private final Optional<PasswordAuthenticator> logins;
  private final Optional<AuditLog> audit;
  private final Optional<UsageLog> usage;
  private final SessionStoreWithTimeout sessions;
  private final InvalidationPublisher invalidations;
  private final Clock clock;
  private final StoreExecutor executor;
  private final TokenVerifier verifier;
  private final LastUsedRecorder lastUsed;
  private final KeyMonitor monitor;
  private final Optional<TransactionContext> transactions;
  private final Runnable release;
  private final Cluster cluster;
  private final List<SallyportListener> listeners;
  private final List<RateLimit> rateLimits;
  private final Argon2 argon2;

  DefaultSallyport(SallyportBuilder parts, Cluster cluster, Runnable release) {
    TokenFormat format = parts.format();
    Digester digester = parts.digester();
    KeyLifecycle lifecycle = parts.lifecycle();
    Duration maxStaleness = parts.get(CoreSettings.MAX_STALENESS);
    Duration staleIfUnavailable = parts.get(CoreSettings.STALE_IF_UNAVAILABLE);
    List<EventListener> listeners = parts.listeners();
    this.owners = parts.owners;
    this.audit = parts.audit;
    this.clock = parts.clock;
    this.rateLimits = parts.rateLimits();
    this.release = release;
    this.cluster = cluster;
    this.executor = parts.storeExecutor(format);
    this.transactions = parts.transactions;
    HostTransactions transactions =
        parts.transactions.<HostTransactions>map(it -> it).orElseGet(HostTransactions::none);
    InvalidationVersions versions = new InvalidationVersions();
    EventPublisher events = new EventPublisher(listeners, transactions);
    ResourceDirectory directory = parts.resources();
    ResourceCache resources =
        new ResourceCache(
            parts.resolvers(),
            directory,
            parts.get(AccessSettings.UNBOUND_RESOURCES),
            maxStaleness,
            staleIfUnavailable,
            executor);
    UsageMeter meter =
        new UsageMeter(parts.usage, executor, parts.get(CoreSettings.USAGE_RETENTION), clock);
    this.usage = Optional.ofNullable(parts.usage).filter(it -> meter.isOn());
    this.sessions =
        new SessionStoreWithTimeout(parts.sessions, parts.registry().isPresent(), executor);
    this.lastUsed =
        new LastUsedRecorder(
            parts.store,
            executor,
            parts.get(CoreSettings.LAST_USED_INTERVAL),
            meter,
            new SessionCleaner(sessions, clock)::clean);
    VerifiedTokenCache verified =
        new VerifiedTokenCache(parts.get(CoreSettings.VERIFIED_TOKENS), versions);
    EffectiveStateResolver states =
        new EffectiveStateResolver(parts.owners, lifecycle.maxLifetime(), clock);
    this.monitor =
        new KeyMonitor(parts.store, executor, states, maxStaleness, staleIfUnavailable, clock);
    this.invalidations =
        new InvalidationPublisher(
            versions, verified, resources, cluster, monitor::checkSoon, transactions);
    KeyChangeWriter writer = new KeyChangeWriter(parts.store, invalidations, events);
    this.verifier =
        new TokenVerifier(
            parts.verification(format, digester),
            verified,
            versions,
            executor,
            parts.tokenThrottle(),
            events);
    this.authenticator =
        new DefaultApiKeyAuthenticator(
            verifier,
            parts.tokenThrottle(),
            new KeyStatusChecker(lifecycle.maxLifetime(), events),
            new AccessControl(resources, parts.policies()),
            parts.limiter(cluster),
            lastUsed,
            meter,
            new AfterUseTasks(writer, executor, lifecycle.renewal()),
            events,
            clock);
    AuditContext application = AuditContext.APPLICATION;
    this.resourceManager =
        directory instanceof ResourceRegistry registry
            ? Optional.of(
                new DefaultResourceManager(
                    registry, parts.store, invalidations, events, clock, application))
            : Optional.empty();
    KeyFactory factory = new KeyFactory(parts.store, parts.owners, format, digester, lifecycle);
    this.keys =
        new DefaultApiKeyManager(writer, factory, states, resourceManager, clock, application);
    this.ownerManager =
        parts
            .registry()
            .map(
                it ->
                    new DefaultOwnerManager(
                        it,
                        parts.accountIdFormat(),
                        keys,
                        resourceManager,
                        parts.sessions,
                        invalidations,
                        events,
                        clock,
                        application));
    this.logins =
        parts
            .passwords()
            .<PasswordAuthenticator>map(
                it ->
                    new DefaultPasswordAuthenticator(
                        it, parts.loginBulkhead(), parts.loginThrottle(), events, clock));
    cluster.subscribe(
        change -> {
          invalidations.invalidate(change);
          if (events.hasListeners()) {
            events.publish(new Event.ChangedElsewhere(clock.instant(), change));
          }
        });
    this.listeners =
        listeners.stream()
            .filter(SallyportListener.class::isInstance)
            .map(SallyportListener.class::cast)
            .toList();
    this.argon2 = Argon2.open();
    lastUsed.start(); // last: a failure above leaves no thread
  }

  /** Tells listeners of this instance or of its end; their failures have no other effect. */
  void tell(Consumer<SallyportListener> call) {
    for (SallyportListener listener : listeners) {
      try {
        call.accept(listener);
      } catch (RuntimeException | LinkageError e) {
        log.warn("Event listener {} failed", listener.getClass().getName(), e);
      }
    }
  }

  @Override
  public void warmUp() {
    verifier.warmUp();
  }

  @Override
  public ApiKeyAuthenticator authenticator() {
    return authenticator;
  }

  @Override
  public ApiKeyManager keys() {
    return keys;
  }

  @Override
  public OwnerDirectory owners() {
    return owners;
  }

  @Override
  public OwnerManager ownerManager() {
    return ownerManager.orElseThrow(DefaultSallyport::ownersKeptByHost);
  }

  @Override
  public boolean keepsOwners() {
    return ownerManager.isPresent();
  }

  @Override
  public void invalidateOwners(Predicate<Owner> changed) {
    invalidations.invalidateOwners(changed);
  }

  @Override
  public ResourceManager resourceManager() {
    return resourceManager.orElseThrow(
        () -> new IllegalStateException("resources are kept by the host application"));
  }

  @Override
  public boolean keepsResources() {
    return resourceManager.isPresent();
  }

  @Override
  public TransactionScope join(Object resource) {
    return transactions
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "The store of this Sallyport instance cannot take part in a transaction."))
        .join(resource);
  }

  @Override
  public KeyWatch watch(UUID keyId, Runnable action) {
    return monitor.watch(keyId, action);
  }

  @Override
  public Optional<PasswordAuthenticator> logins() {
    return logins;
  }

  @Override
  public SessionStore sessions() {
    return sessions;
  }

  @Override
  public AuditTrail audit() {
    return new DefaultAuditTrail(
        audit.orElseThrow(
            () -> new IllegalStateException("this Sallyport instance has no audit log")));
  }

  @Override
  public boolean isAudited() {
    return audit.isPresent();
  }

  @Override
  public UsageReports usage() {
    return new DefaultUsageReports(
        usage.orElseThrow(
            () -> new IllegalStateException("this Sallyport instance has no usage log")));
  }

  @Override
  public boolean countsUse() {
    return usage.isPresent();
  }

  @Override
  public List<RateLimit> rateLimits() {
    return rateLimits;
  }

  @Override
  public void checkStore() {
    verifier.awaitWarmUp();
    executor.check();
  }

  @Override
  public HealthSnapshot health() {
    return new HealthSnapshot(
        verifier.cached(),
        verifier.queued(),
        lastUsed.pending(),
        executor.circuitBreaker(),
        cluster.state());
  }

  @Override
  public Clock clock() {
    return clock;
  }

  private static IllegalStateException ownersKeptByHost() {
    return new IllegalStateException("accounts and users are kept by the host application");
  }

  @Override
  public void flush() {
    lastUsed.flush();
  }

  @Override
  public void close() {
    try {
      monitor.close();
      verifier.close();
      lastUsed.close();
      executor.close();
      tell(SallyportListener::closed);
    } finally {
      try {
        release.run();
      } finally {
        argon2.close();
      }
    }
  }
}

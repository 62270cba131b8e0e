package dev.sallyport;

import dev.sallyport.audit.AuditContext;
import dev.sallyport.authentication.ApiKeyAuthenticator;
import dev.sallyport.authentication.PasswordAuthenticator;
import dev.sallyport.authorization.RateLimit;
import dev.sallyport.config.Setting;
import dev.sallyport.config.Settings;
import dev.sallyport.event.Event;
import dev.sallyport.event.EventListener;
import dev.sallyport.internal.access.AccessControl;
import dev.sallyport.internal.access.ResourceCache;
import dev.sallyport.internal.authentication.DefaultApiKeyAuthenticator;
import dev.sallyport.internal.authentication.DefaultPasswordAuthenticator;
import dev.sallyport.internal.authentication.RegistryPasswordDirectory;
import dev.sallyport.internal.change.AfterUseTasks;
import dev.sallyport.internal.change.InvalidationPublisher;
import dev.sallyport.internal.change.KeyChangeWriter;
import dev.sallyport.internal.config.AccessSettings;
import dev.sallyport.internal.config.ComponentFactory;
import dev.sallyport.internal.config.CoreSettings;
import dev.sallyport.internal.config.KeyLifecycleSettings;
import dev.sallyport.internal.event.EventPublisher;
import dev.sallyport.internal.limit.FailureThrottle;
import dev.sallyport.internal.limit.LocalRateLimiter;
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
import dev.sallyport.internal.usage.LastUsedRecorder;
import dev.sallyport.internal.usage.UsageMeter;
import dev.sallyport.internal.verification.AdaptiveBulkhead;
import dev.sallyport.internal.verification.InvalidationVersions;
import dev.sallyport.internal.verification.OwnerStatusResolver;
import dev.sallyport.internal.verification.TokenVerifier;
import dev.sallyport.internal.verification.VerificationConfig;
import dev.sallyport.internal.verification.VerifiedTokenCache;
import dev.sallyport.management.OwnerManager;
import dev.sallyport.spi.Cluster;
import dev.sallyport.spi.OwnerRegistry;
import dev.sallyport.spi.PasswordDirectory;
import dev.sallyport.spi.ResourceDirectory;
import dev.sallyport.spi.ResourceRegistry;
import dev.sallyport.token.Argon2;
import dev.sallyport.token.Digester;
import dev.sallyport.token.TokenFormat;
import dev.sallyport.transaction.HostTransactions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Assembly of an instance from the objects that the host gave to a builder, and the settings of
 * what it did not give.
 */
final class SallyportAssembly {
  private static final Logger log = LoggerFactory.getLogger(SallyportAssembly.class);

  private final SallyportBuilder host;
  private final Settings settings;
  private final ComponentFactory configured;
  private final Clock clock;
  private final TokenFormat format;

  SallyportAssembly(SallyportBuilder host, Settings settings) {
    this.host = host;
    this.settings = settings;
    this.configured = new ComponentFactory(settings);
    this.clock = host.clock;
    this.format = host.format == null ? configured.format() : host.format;
  }

  DefaultSallyport assemble(Cluster cluster, Runnable release) {
    Digester digester = host.digester == null ? configured.digester() : host.digester;
    KeyLifecycle lifecycle = configured.lifecycle(host.maxLifetime);
    Duration maxStaleness = get(CoreSettings.MAX_STALENESS);
    Duration staleIfUnavailable = get(CoreSettings.STALE_IF_UNAVAILABLE);
    List<RateLimit> rateLimits = host.limiter == null ? get(AccessSettings.RATE_LIMITS) : List.of();
    StoreExecutor executor =
        new StoreExecutor(StoreExecutor.THREADS, get(CoreSettings.STORE_TIMEOUT), this::askStore);
    HostTransactions transactions =
        host.transactions.<HostTransactions>map(it -> it).orElseGet(HostTransactions::none);
    InvalidationVersions versions = new InvalidationVersions();
    List<EventListener> listeners = both(configured.listeners(), host.listeners);
    EventPublisher events = new EventPublisher(listeners, transactions);
    ResourceDirectory directory =
        host.resources == null
            ? configured.resources().orElse(host.resourcesOfStore)
            : host.resources;
    ResourceCache resources =
        new ResourceCache(
            both(configured.resolvers(), host.resolvers),
            directory,
            get(AccessSettings.UNBOUND_RESOURCES),
            maxStaleness,
            staleIfUnavailable,
            executor);
    UsageMeter meter =
        new UsageMeter(host.usage, executor, get(CoreSettings.USAGE_RETENTION), clock);
    Optional<OwnerRegistry> registry =
        host.owners instanceof OwnerRegistry it ? Optional.of(it) : Optional.empty();
    SessionStoreWithTimeout sessions =
        new SessionStoreWithTimeout(
            host.sessions, host.ownersOfSessions && registry.isPresent(), executor);
    LastUsedRecorder lastUsed =
        new LastUsedRecorder(
            host.store,
            executor,
            get(CoreSettings.LAST_USED_INTERVAL),
            meter,
            new SessionCleaner(sessions, clock)::clean);
    VerifiedTokenCache verified =
        new VerifiedTokenCache(get(CoreSettings.VERIFIED_TOKENS), versions);
    OwnerStatusResolver owners =
        new OwnerStatusResolver(host.owners, executor, get(CoreSettings.STORE_TIMEOUT));
    EffectiveStateResolver states =
        new EffectiveStateResolver(host.owners, lifecycle.maxLifetime(), clock);
    KeyMonitor monitor =
        new KeyMonitor(
            host.store, executor, owners, states, maxStaleness, staleIfUnavailable, clock);
    InvalidationPublisher invalidations =
        new InvalidationPublisher(
            versions, verified, resources, cluster, monitor::checkSoon, transactions);
    KeyChangeWriter writer = new KeyChangeWriter(host.store, invalidations, events);
    TokenVerifier verifier =
        new TokenVerifier(
            new VerificationConfig(
                host.store,
                owners,
                format,
                digester,
                bulkhead(digestPermits()),
                maxStaleness,
                staleIfUnavailable,
                clock),
            verified,
            versions,
            executor,
            tokenThrottle(),
            events);
    ApiKeyAuthenticator authenticator =
        new DefaultApiKeyAuthenticator(
            verifier,
            tokenThrottle(),
            new KeyStatusChecker(lifecycle.maxLifetime(), events),
            new AccessControl(resources, both(configured.policies(), host.policies)),
            rateLimits.isEmpty()
                ? host.limiter
                : cluster.limiter(rateLimits, alone -> new LocalRateLimiter(alone, clock)),
            lastUsed,
            meter,
            new AfterUseTasks(writer, executor, lifecycle.renewal()),
            events,
            clock);
    AuditContext application = AuditContext.APPLICATION;
    Optional<DefaultResourceManager> resourceManager =
        directory instanceof ResourceRegistry its
            ? Optional.of(
                new DefaultResourceManager(
                    its, host.store, invalidations, events, clock, application))
            : Optional.empty();
    DefaultApiKeyManager keys =
        new DefaultApiKeyManager(
            writer,
            new KeyFactory(host.store, host.owners, format, digester, lifecycle),
            states,
            resourceManager,
            clock,
            application);
    Optional<OwnerManager> ownerManager =
        registry.map(
            it ->
                new DefaultOwnerManager(
                    it,
                    host.accountIdFormat == null
                        ? get(CoreSettings.ACCOUNT_ID_FORMAT)
                        : host.accountIdFormat,
                    keys,
                    resourceManager,
                    host.sessions,
                    invalidations,
                    events,
                    clock,
                    application));
    Optional<PasswordDirectory> passwords =
        host.owners instanceof PasswordDirectory it
            ? Optional.of(it)
            : registry.map(
                own -> new RegistryPasswordDirectory(own, RegistryPasswordDirectory.digester()));
    Optional<PasswordAuthenticator> logins =
        passwords.map(
            it ->
                new DefaultPasswordAuthenticator(
                    it,
                    bulkhead(get(KeyLifecycleSettings.LOGIN_PERMITS)),
                    new FailureThrottle(
                        get(KeyLifecycleSettings.LOGIN_FAILURES),
                        get(KeyLifecycleSettings.LOGIN_FAILURE_WINDOW),
                        true,
                        clock),
                    events,
                    clock));
    cluster.subscribe(
        change -> {
          invalidations.invalidate(change);
          if (events.hasListeners()) {
            events.publish(new Event.ChangedElsewhere(clock.instant(), change));
          }
        });
    DefaultSallyport sallyport =
        new DefaultSallyport(
            authenticator,
            keys,
            host.owners,
            ownerManager,
            resourceManager.map(it -> it),
            logins,
            host.audit,
            Optional.ofNullable(host.usage).filter(it -> meter.isOn()),
            sessions,
            invalidations,
            clock,
            executor,
            verifier,
            lastUsed,
            monitor,
            host.transactions,
            release,
            cluster,
            listeners,
            rateLimits,
            Argon2.open());
    lastUsed.start(); // last: a failure above leaves no thread
    return sallyport;
  }

  private <T> T get(Setting<T> setting) {
    return settings.get(setting);
  }

  private static <T> List<T> both(List<T> configured, List<T> ofHost) {
    return Stream.concat(configured.stream(), ofHost.stream()).toList();
  }

  /** Returns the number of permits; by default half of the processors, from 1 to 8. */
  private int digestPermits() {
    int permits = get(CoreSettings.DIGEST_PERMITS);
    return permits == 0
        ? Math.max(1, Math.min(8, Runtime.getRuntime().availableProcessors() / 2))
        : permits;
  }

  private AdaptiveBulkhead bulkhead(int permits) {
    return new AdaptiveBulkhead(
        permits, get(CoreSettings.DIGEST_QUEUE), get(CoreSettings.DIGEST_WAIT));
  }

  /**
   * Creates a throttle of token verifications, without a limit over all networks: 256 random bits
   * cannot be guessed, and such a limit could lock holders out.
   */
  private FailureThrottle tokenThrottle() {
    return new FailureThrottle(
        get(AccessSettings.TOKEN_FAILURES), get(AccessSettings.TOKEN_FAILURE_WINDOW), false, clock);
  }

  /** Looks up keys that do not exist, as a trial call of the store. */
  private void askStore() {
    List<String> lookups =
        Stream.generate(format::generate)
            .flatMap(unused -> format.lookupOf(unused).stream())
            .limit(2)
            .toList();
    int found = host.store.findByLookup(lookups.get(0)).isPresent() ? 1 : 0;
    log.trace("The store found {} and {} keys", found, host.store.findByLookups(lookups).size());
  }
}

package dev.sallyport.auth;

import dev.sallyport.auth.internal.store.StoreExecutor;
import dev.sallyport.auth.internal.usage.LastUsedRecorder;
import dev.sallyport.auth.internal.usage.UsageMeter;
import dev.sallyport.auth.internal.verification.InvalidationVersions;
import dev.sallyport.auth.internal.verification.TokenVerifier;
import dev.sallyport.auth.internal.verification.VerifiedTokenCache;
import dev.sallyport.auth.spi.Attribution;
import dev.sallyport.auth.spi.AuditLog;
import dev.sallyport.auth.spi.Event;
import dev.sallyport.auth.spi.OwnerDirectory;
import dev.sallyport.auth.spi.ResourceRegistry;
import dev.sallyport.auth.spi.UsageLog;
import dev.sallyport.auth.token.Argon2;
import dev.sallyport.auth.token.Owner;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/** The {@link Sallyport} over a store. */
final class DefaultSallyport implements Sallyport {
  private final TokenAuthenticator authenticator;
  private final DefaultTokenManager keys;
  private final OwnerDirectory owners;
  private final Optional<DefaultOwnerManager> ownerManager;
  private final Optional<DefaultResourceManager> resourceManager;
  private final Optional<DefaultLogins> logins;
  private final Optional<AuditLog> audit;
  private final Optional<UsageLog> usage;
  private final News news;
  private final Clock clock;
  private final StoreExecutor executor;
  private final TokenVerifier verifier;
  private final LastUsedRecorder lastUsed;
  private final KeyMonitor monitor;
  private final Runnable release;
  private final Argon2 argon2;

  DefaultSallyport(SallyportBuilder parts) {
    this.owners = parts.owners;
    this.audit = parts.audit;
    this.usage = Optional.ofNullable(parts.usage);
    this.clock = parts.clock;
    this.release = parts.release;
    this.executor = parts.storeExecutor();
    InvalidationVersions versions = new InvalidationVersions();
    Events events = new Events(parts.listeners);
    Resources resources =
        new Resources(
            parts.resolvers,
            parts.resources,
            parts.unbound,
            parts.maxStaleness,
            parts.staleIfUnavailable,
            executor);
    UsageMeter meter = new UsageMeter(parts.usage, executor, parts.usageRetention, clock);
    this.lastUsed = new LastUsedRecorder(parts.store, executor, parts.lastUsedInterval, meter);
    VerifiedTokenCache verified = new VerifiedTokenCache(parts.verifiedTokens, versions);
    KeyStates states = new KeyStates(parts.owners, parts.maxLifetime, clock);
    this.monitor =
        new KeyMonitor(
            parts.store, executor, states, parts.maxStaleness, parts.staleIfUnavailable, clock);
    this.news = new News(versions, verified, resources, parts.fleet, monitor::checkSoon);
    KeyLedger ledger = new KeyLedger(parts.store, news, events);
    this.verifier =
        new TokenVerifier(
            parts.verification(), verified, versions, executor, parts.tokenThrottle());
    this.authenticator =
        new DefaultTokenAuthenticator(
            verifier,
            parts.tokenThrottle(),
            new KeyJudge(parts.maxLifetime, events),
            new AccessControl(resources, parts.policies),
            parts.limiter(),
            lastUsed,
            meter,
            new Upkeep(ledger, executor, parts.renewal),
            events,
            clock);
    Attribution application = Attribution.APPLICATION;
    this.resourceManager =
        parts.resources instanceof ResourceRegistry registry
            ? Optional.of(
                new DefaultResourceManager(registry, parts.store, news, events, clock, application))
            : Optional.empty();
    KeyMaker maker =
        new KeyMaker(parts.store, parts.owners, parts.format, parts.digester, parts.lifecycle());
    this.keys = new DefaultTokenManager(ledger, maker, states, resourceManager, clock, application);
    this.ownerManager =
        parts
            .registry()
            .map(
                it ->
                    new DefaultOwnerManager(
                        it, keys, resourceManager, news, events, clock, application));
    this.logins =
        parts
            .passwords()
            .map(
                it ->
                    new DefaultLogins(
                        it, parts.loginBulkhead(), parts.loginThrottle(), events, clock));
    parts.fleet.listen(
        change -> {
          news.hear(change);
          if (events.areHeard()) {
            events.tell(new Event.ChangedElsewhere(clock.instant(), change));
          }
        });
    this.argon2 = Argon2.open();
  }

  @Override
  public void warmUp() {
    verifier.warmUp();
  }

  @Override
  public TokenAuthenticator authenticator() {
    return authenticator;
  }

  @Override
  public TokenManager keys() {
    return keys;
  }

  @Override
  public OwnerDirectory owners() {
    return owners;
  }

  @Override
  public OwnerManager ownerManager() {
    return ownerManager.orElseThrow(DefaultSallyport::ownersAreTheHosts);
  }

  @Override
  public boolean keepsOwners() {
    return ownerManager.isPresent();
  }

  @Override
  public void ownersChanged(Predicate<Owner> changed) {
    news.ownersChanged(changed);
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
  public KeyWatch watch(UUID keyId, Runnable action) {
    return monitor.watch(keyId, action);
  }

  @Override
  public Optional<Logins> logins() {
    return logins.map(it -> it);
  }

  @Override
  public Audit audit() {
    return new DefaultAudit(
        audit.orElseThrow(
            () -> new IllegalStateException("this gate was built without an audit log")));
  }

  @Override
  public boolean isAudited() {
    return audit.isPresent();
  }

  @Override
  public Usage usage() {
    return new DefaultUsage(
        usage.orElseThrow(
            () -> new IllegalStateException("this gate was built without a log of its use")));
  }

  @Override
  public boolean countsUse() {
    return usage.isPresent();
  }

  @Override
  public Health health() {
    return new Health(verifier.cached(), verifier.queued(), lastUsed.pending());
  }

  @Override
  public Clock clock() {
    return clock;
  }

  private static IllegalStateException ownersAreTheHosts() {
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
    } finally {
      try {
        release.run();
      } finally {
        argon2.close();
      }
    }
  }
}

package dev.sallyport;

import static java.util.Objects.requireNonNull;

import dev.sallyport.authorization.AccessPolicy;
import dev.sallyport.authorization.RateLimiter;
import dev.sallyport.authorization.ResourceResolver;
import dev.sallyport.config.Setting;
import dev.sallyport.config.SettingException;
import dev.sallyport.config.Settings;
import dev.sallyport.event.EventListener;
import dev.sallyport.internal.config.AccessSettings;
import dev.sallyport.internal.config.ClusterLoader;
import dev.sallyport.internal.config.CoreSettings;
import dev.sallyport.internal.config.KeyLifecycleSettings;
import dev.sallyport.internal.config.ProgrammaticSettings;
import dev.sallyport.internal.config.TokenFormatLoader;
import dev.sallyport.internal.store.StoreWithoutOwners;
import dev.sallyport.internal.store.TranslatingOwnerDirectory;
import dev.sallyport.internal.store.TranslatingPasswordDirectory;
import dev.sallyport.key.AccountIdFormat;
import dev.sallyport.management.MaxLifetime;
import dev.sallyport.session.SessionStore;
import dev.sallyport.spi.ApiKeyStore;
import dev.sallyport.spi.AuditLog;
import dev.sallyport.spi.Cluster;
import dev.sallyport.spi.OwnerDirectory;
import dev.sallyport.spi.OwnerRegistry;
import dev.sallyport.spi.PasswordDirectory;
import dev.sallyport.spi.ResourceDirectory;
import dev.sallyport.spi.ResourceRegistry;
import dev.sallyport.spi.UsageLog;
import dev.sallyport.token.Digester;
import dev.sallyport.token.TokenFormat;
import dev.sallyport.transaction.TransactionContext;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Builder of a {@link Sallyport} instance. Not thread-safe.
 *
 * <p>A value given here is a default: the system property or the environment variable of the
 * setting overrides it, as it overrides {@code web.xml}. An object given here, such as a digester,
 * replaces its settings: if one of them is given too, it would have no effect, and {@link #build()}
 * fails. {@link #ignoreEnvironment()} ignores both sources, and {@link #settings} replaces them.
 *
 * <pre>{@code
 * Sallyport sallyport =
 *     Sallyport.builder(backend).setting("token-ttl", "90d").listener(metrics).build();
 * }</pre>
 *
 * @since 0.1.0
 */
public final class SallyportBuilder {
  final ApiKeyStore store;
  final OwnerDirectory owners;
  private final ProgrammaticSettings inCode = new ProgrammaticSettings();
  @Nullable TokenFormat format;
  @Nullable AccountIdFormat accountIdFormat;
  @Nullable Digester digester;
  @Nullable MaxLifetime maxLifetime;
  @Nullable ResourceDirectory resources;
  @Nullable RateLimiter limiter;
  private @Nullable Cluster cluster;
  final List<EventListener> listeners = new ArrayList<>();
  final List<AccessPolicy> policies = new ArrayList<>();
  final List<ResourceResolver> resolvers = new ArrayList<>();
  private Runnable release = () -> {};

  Clock clock = Clock.systemUTC();
  Optional<AuditLog> audit = Optional.empty();
  @Nullable UsageLog usage;
  SessionStore sessions = SessionStore.inMemory();

  /** Whether the store of sessions and the directory of owners are of one backend. */
  boolean ownersOfSessions;

  Optional<TransactionContext> transactions = Optional.empty();
  ResourceDirectory resourcesOfStore = id -> Optional.empty();

  SallyportBuilder(ApiKeyStore store, OwnerDirectory owners) {
    this.store = owners instanceof OwnerRegistry ? store : new StoreWithoutOwners(store);
    this.owners = guarded(owners);
  }

  /**
   * Applies all settings of {@link CoreSettings}, {@link KeyLifecycleSettings} and {@link
   * AccessSettings} except those that choose the store. They override values given in code,
   * regardless of the order; system properties and the environment are not read.
   */
  public SallyportBuilder settings(Settings settings) {
    inCode.readOnly(settings);
    return this;
  }

  /** Ignores system properties and environment variables. */
  public SallyportBuilder ignoreEnvironment() {
    return settings(Settings.resolve(List.of(), List.of()));
  }

  /**
   * Sets a setting, as in the other sources: {@code setting("max-staleness", "5s")}. {@link
   * Sallyport#settings()} returns all of them.
   *
   * @param name name without the prefix {@code sallyport.}; not one that chooses the store
   * @param value an invalid one is rejected by {@link #build()}
   * @throws SettingException if the value is blank
   */
  public SallyportBuilder setting(String name, String value) {
    inCode.put(name, value);
    return this;
  }

  /** Sets the clock; the default is the system clock in UTC. */
  public SallyportBuilder clock(Clock clock) {
    this.clock = clock;
    return this;
  }

  /** Sets the form that the ids of new accounts must have. */
  public SallyportBuilder accountIdFormat(AccountIdFormat format) {
    this.accountIdFormat = format;
    return replace(CoreSettings.ACCOUNT_ID_FORMAT);
  }

  /** Sets the format of tokens. */
  public SallyportBuilder format(TokenFormat format) {
    this.format = format;
    return replace(TokenFormatLoader.settings().toArray(Setting<?>[]::new));
  }

  /** Sets the digester, which computes the stored digests of tokens. */
  public SallyportBuilder digester(Digester digester) {
    this.digester = digester;
    return replace(
        CoreSettings.DIGEST,
        CoreSettings.ARGON2_MEMORY_KIB,
        CoreSettings.ARGON2_ITERATIONS,
        CoreSettings.ARGON2_PARALLELISM);
  }

  /** Sets the maximum lifetime of keys, which replaces its settings. */
  public SallyportBuilder maxLifetime(MaxLifetime maxLifetime) {
    this.maxLifetime = requireNonNull(maxLifetime, "maxLifetime");
    return replace(KeyLifecycleSettings.MAX_LIFETIME_DAYS, KeyLifecycleSettings.LIFETIME_POLICY);
  }

  /** Adds a policy, evaluated after Sallyport's own. */
  public SallyportBuilder policy(AccessPolicy policy) {
    policies.add(policy);
    return this;
  }

  /** Sets the directory of resources; a {@link ResourceRegistry} if Sallyport manages them. */
  public SallyportBuilder resources(ResourceDirectory directory) {
    this.resources = directory;
    return replace(AccessSettings.RESOURCE_DIRECTORY);
  }

  /** Adds a resolver of resources; the first that resolves a request is used. */
  public SallyportBuilder resolver(ResourceResolver resolver) {
    resolvers.add(resolver);
    return this;
  }

  /** Replaces the rate limiter of this JVM. */
  public SallyportBuilder rateLimiter(RateLimiter limiter) {
    this.limiter = limiter;
    return this;
  }

  /** Sets the cluster, which replaces its settings and is closed by the caller. */
  public SallyportBuilder cluster(Cluster cluster) {
    this.cluster = cluster;
    return replace(ClusterLoader.settings().toArray(Setting<?>[]::new));
  }

  /** Adds a listener for events. */
  public SallyportBuilder listener(EventListener listener) {
    listeners.add(listener);
    return this;
  }

  /** Sets the audit log to read. */
  public SallyportBuilder audit(AuditLog audit) {
    this.audit = Optional.of(audit);
    return this;
  }

  /** Sets the log of request counts. */
  public SallyportBuilder usage(UsageLog log) {
    this.usage = log;
    return this;
  }

  /**
   * Sets the store of sessions. The default is the store of the backend, or the memory of this JVM
   * if the builder was created for parts of a store: then other nodes do not know its sessions.
   */
  public SallyportBuilder sessions(SessionStore sessions) {
    this.sessions = sessions;
    this.ownersOfSessions = false;
    return this;
  }

  /**
   * Adds an action that runs when the instance is closed: after the last uses were stored, the
   * backend was closed, and actions added before have run.
   */
  public SallyportBuilder onClose(Runnable action) {
    Runnable before = release;
    this.release = () -> runBoth(before, action);
    return this;
  }

  /**
   * Builds the instance.
   *
   * @throws SettingException if a setting is not accepted, or has no effect; one sentence with the
   *     remedy
   */
  public Sallyport build() {
    Settings settings = inCode.resolve(this::requireEffect);
    if (cluster != null) {
      return build(settings, cluster, release);
    }
    Cluster joined = ClusterLoader.join(settings);
    try {
      return build(settings, joined, () -> runBoth(joined::close, release));
    } catch (RuntimeException | Error e) {
      joined.close();
      throw e;
    }
  }

  private Sallyport build(Settings settings, Cluster cluster, Runnable release) {
    DefaultSallyport sallyport = new SallyportAssembly(this, settings).assemble(cluster, release);
    sallyport.tell(it -> it.opened(sallyport));
    return sallyport;
  }

  private static void runBoth(Runnable first, Runnable second) {
    try {
      first.run();
    } finally {
      second.run();
    }
  }

  /** Checks that all given settings have an effect. */
  private void requireEffect(Settings settings) {
    CoreSettings.validate(settings);
    KeyLifecycleSettings.validate(settings);
    boolean isShared = cluster != null || !settings.get(CoreSettings.CLUSTER).isEmpty();
    boolean isResolved =
        !resolvers.isEmpty()
            || !settings.get(AccessSettings.RESOURCES).isEmpty()
            || !settings.get(AccessSettings.RESOURCE_RESOLVER).isEmpty();
    AccessSettings.validate(settings, isResolved, isShared);
    if (limiter != null && !settings.get(AccessSettings.RATE_LIMITS).isEmpty()) {
      throw new SettingException(
          "The setting rate-limits has no effect " + ProgrammaticSettings.WHY + ".");
    }
    if (usage == null) {
      settings.requireUnset(
          List.of(CoreSettings.USAGE_RETENTION),
          "because the application does not count requests: remove it");
    }
    if (!(owners instanceof OwnerRegistry)) {
      settings.requireUnset(
          List.of(CoreSettings.ACCOUNT_ID_FORMAT),
          "because the host keeps its accounts itself: remove it");
    }
    if (!(owners instanceof OwnerRegistry || owners instanceof PasswordDirectory)) {
      settings.requireUnset(
          List.of(
              KeyLifecycleSettings.LOGIN_FAILURES,
              KeyLifecycleSettings.LOGIN_FAILURE_WINDOW,
              KeyLifecycleSettings.LOGIN_PERMITS),
          "because the host's directory of owners does not verify passwords: remove it");
    }
  }

  private SallyportBuilder replace(Setting<?>... settings) {
    inCode.replace(List.of(settings));
    return this;
  }

  private static OwnerDirectory guarded(OwnerDirectory owners) {
    if (owners instanceof OwnerRegistry) {
      return owners;
    }
    return owners instanceof PasswordDirectory passwords
        ? new TranslatingPasswordDirectory(passwords)
        : new TranslatingOwnerDirectory(owners);
  }
}

package dev.sallyport.internal.verification;

import dev.sallyport.authorization.AccessRequest;
import dev.sallyport.authorization.DenialReason;
import dev.sallyport.internal.Daemons;
import dev.sallyport.internal.EpochMicros;
import dev.sallyport.internal.event.EventPublisher;
import dev.sallyport.internal.limit.FailureThrottle;
import dev.sallyport.internal.limit.FailureThrottle.Origin;
import dev.sallyport.internal.store.SingleFlight;
import dev.sallyport.internal.store.StoreExecutor;
import dev.sallyport.internal.verification.BatchingKeyLoader.LoadedKey;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.KeyWithOwnerStatus;
import dev.sallyport.key.OwnerStatus;
import dev.sallyport.spi.ApiKeyStore;
import dev.sallyport.spi.StoreException;
import dev.sallyport.token.Digester;
import dev.sallyport.token.Secret;
import dev.sallyport.token.TokenFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifier of presented tokens: finds the key of a token in the cache, or verifies the token now.
 * Checks nothing else of the key. Until a token is verified nothing about a key is written.
 * Thread-safe.
 */
public final class TokenVerifier implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TokenVerifier.class);
  private static final int MAX_WARNED = 1000;
  private static final int MAX_WARM_UP_SECONDS = 5;

  private final ApiKeyStore store;
  private final TokenFormat format;
  private final Digester digester;
  private final AdaptiveBulkhead bulkhead;
  private final VerifiedTokenCache verified;
  private final RejectedTokenCache rejected;
  private final StalenessPolicy staleness;
  private final StoreExecutor executor;
  private final OwnerStatusResolver owners;
  private final BatchingKeyLoader loader;
  private final BackgroundRefresher refresher;
  private final FailureThrottle throttle;
  private final EventPublisher events;
  private final Set<UUID> warned = ConcurrentHashMap.newKeySet();
  private final SingleFlight<Attempt, Boolean> attempts = new SingleFlight<>();
  private final SingleFlight<Reload, Verification> reloads = new SingleFlight<>();
  private final AtomicBoolean hasStarted = new AtomicBoolean();
  private volatile CompletableFuture<Void> warmUp = CompletableFuture.completedFuture(null);

  /** Creates a verifier; the caller closes the executor. */
  public TokenVerifier(
      VerificationConfig config,
      VerifiedTokenCache verified,
      InvalidationVersions versions,
      StoreExecutor executor,
      FailureThrottle throttle,
      EventPublisher events) {
    this.store = config.store();
    this.format = config.format();
    this.digester = config.digester();
    this.bulkhead = config.bulkhead();
    this.verified = verified;
    this.rejected = new RejectedTokenCache(config.maxStaleness(), versions);
    this.staleness =
        new StalenessPolicy(config.maxStaleness(), config.staleIfUnavailable(), versions);
    this.executor = executor;
    this.throttle = throttle;
    this.events = events;
    this.owners = config.owners();
    this.loader = new BatchingKeyLoader(store, executor, versions, config.clock());
    this.refresher =
        new BackgroundRefresher(
            loader, verified, config.maxStaleness(), config.clock(), this::refreshed);
  }

  /**
   * Verifies a token.
   *
   * @param presented what the client sent, of any length and content
   * @param request request, whose client address failures are counted for
   * @param at current instant
   * @throws StoreException if the store is needed and unavailable
   * @throws dev.sallyport.authentication.OverloadedException if too many verifications were in
   *     progress
   */
  public Verification verify(Secret presented, AccessRequest request, Instant at) {
    if (!format.isWellFormed(presented)) {
      return new Verification.NotVerified(DenialReason.MALFORMED_TOKEN);
    }
    long begun = events.beginSample();
    TokenFingerprint fingerprint = TokenFingerprint.of(presented);
    long now = EpochMicros.of(at);
    CachedKey known = verified.find(fingerprint);
    if (known == null) {
      DenialReason rejection = rejected.find(fingerprint, now);
      return rejection == null
          ? events.verify(
              () -> verifyThrottled(fingerprint, presented, Origin.of(request.client())))
          : new Verification.NotVerified(rejection);
    }
    known.lastUse().setOpaque(now);
    if (!staleness.isFresh(known, now)) {
      return events.verify(() -> verifyAgain(known, fingerprint, presented, now, true));
    }
    events.verifiedFromMemory(begun);
    return known;
  }

  /**
   * Returns the key of a token without counting as a use: without throttling, and without
   * re-hashing its digest.
   *
   * @throws StoreException if the store is needed and unavailable
   * @throws dev.sallyport.authentication.OverloadedException if too many verifications were in
   *     progress
   */
  public Optional<UUID> trace(Secret presented, Instant at) {
    if (!format.isWellFormed(presented)) {
      return Optional.empty();
    }
    TokenFingerprint fingerprint = TokenFingerprint.of(presented);
    CachedKey known = verified.find(fingerprint);
    Verification verification =
        known == null
            ? verifyLoaded(fingerprint, presented, load(presented), false)
            : verifyAgain(known, fingerprint, presented, EpochMicros.of(at), false);
    if (verification instanceof Verification.Stale stale) {
      return Optional.of(stale.key().id());
    }
    return verification instanceof CachedKey key ? Optional.of(key.id()) : Optional.empty();
  }

  /** Returns whether a token has an accepted format, without I/O. */
  public boolean isWellFormed(Secret presented) {
    return format.isWellFormed(presented);
  }

  /** Returns the approximate number of cached verified tokens. */
  public long cached() {
    return verified.size();
  }

  /** Returns the number of verifications that wait to compute a digest. */
  public int queued() {
    return bulkhead.queued();
  }

  /**
   * Starts to warm up in the background, unless that was done before: calls the store and computes
   * a digest, which opens connections and loads classes and native code.
   */
  public void warmUp() {
    if (!hasStarted.getAndSet(true)) {
      warmUp =
          CompletableFuture.runAsync(
              this::warmUpNow, work -> Daemons.start("sallyport-warm-up", work));
    }
  }

  private void warmUpNow() {
    try {
      if (!executor.warmUp()) {
        log.warn("Store warm-up timed out; starting anyway");
      }
      Secret unused = format.generate();
      boolean isMatch = matches(unused, bulkhead.compute(() -> digester.digest(unused)));
      log.trace("Computed digests: {}", isMatch);
    } catch (RuntimeException | Error e) { // verifications will fail, too
      log.warn("Could not warm up", e);
    }
  }

  /** Waits until a warm-up that was started has ended. */
  public void awaitWarmUp() {
    try {
      warmUp.get(MAX_WARM_UP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      log.debug("Could not await the warm-up", e);
    }
  }

  private LoadedKey load(Secret presented) {
    awaitWarmUp();
    return loader.load(lookup(presented));
  }

  /**
   * Verifies a token subject to throttling. Verified tokens are not throttled, even from the same
   * network.
   */
  private Verification verifyThrottled(
      TokenFingerprint fingerprint, Secret presented, Origin origin) {
    bulkhead.rejectIfFull(); // first, because it rejects most requests of a flood
    String lookup = lookup(presented);
    Duration wait = throttle.waitOf(lookup, origin);
    if (!wait.isZero()) {
      return new Verification.Throttled(wait);
    }
    Verification verification =
        bulkhead.run(
            () -> verifyLoaded(fingerprint, presented, load(presented), true),
            it -> !(it instanceof Verification.NotVerified));
    if (verification instanceof Verification.NotVerified) {
      throttle.fail(lookup, origin);
    }
    return verification;
  }

  private Verification verifyLoaded(
      TokenFingerprint fingerprint, Secret presented, LoadedKey loaded, boolean isUse) {
    KeyWithOwnerStatus stored = loaded.stored();
    if (stored == null) {
      return rejected(DenialReason.UNKNOWN_TOKEN, fingerprint, loaded);
    }
    DenialReason rejection = rejection(stored.key(), fingerprint, presented);
    if (rejection != null) {
      return rejected(rejection, fingerprint, loaded);
    }
    ApiKey key = isUse ? rehash(stored.key(), presented) : stored.key();
    AtomicLong lastUse = new AtomicLong(loaded.loadedAt());
    CachedKey known = verified.keyOf(key, owners.statusOf(stored), lastUse, loaded);
    return cached(known, key, fingerprint, isUse);
  }

  private Verification rejected(
      DenialReason reason, TokenFingerprint fingerprint, LoadedKey loaded) {
    rejected.put(fingerprint, reason, loaded);
    return new Verification.NotVerified(reason);
  }

  private CachedKey cached(
      CachedKey key, ApiKey stored, TokenFingerprint fingerprint, boolean isUse) {
    verified.put(fingerprint, key);
    if (isUse && !owners.isOfHost()) {
      refresher.watch(fingerprint, stored.lookup(), key.loadedAt());
    }
    return key;
  }

  /**
   * Reloads a verified key, once for concurrent requests with its token. A token stays verified
   * while its key has the same digest; all else is loaded again.
   */
  private Verification verifyAgain(
      CachedKey known, TokenFingerprint fingerprint, Secret presented, long now, boolean isUse) {
    Supplier<Verification> reload = () -> reload(known, fingerprint, presented, now, isUse);
    return staleness.isAlwaysStale()
        ? reload.get()
        : reloads.run(new Reload(fingerprint, isUse), it -> isUsable(it, now), reload);
  }

  private boolean isUsable(Verification reloaded, long now) {
    return reloaded instanceof Verification.Stale stale
        ? staleness.isUsableInOutage(stale.key(), now)
        : reloaded instanceof CachedKey key && staleness.isFresh(key, now);
  }

  private Verification reload(
      CachedKey known, TokenFingerprint fingerprint, Secret presented, long now, boolean isUse) {
    LoadedKey loaded;
    try {
      loaded = load(presented);
    } catch (StoreException e) {
      if (!staleness.isUsableInOutage(known, now)) {
        throw e;
      }
      return new Verification.Stale(known);
    }
    KeyWithOwnerStatus stored = loaded.stored();
    if (stored == null || !known.hasDigestOf(stored.key())) {
      verified.remove(fingerprint);
      return verifyLoaded(fingerprint, presented, loaded, isUse);
    }
    try {
      return reloaded(known, stored, loaded, fingerprint, isUse);
    } catch (StoreException e) { // only the owner could not be loaded
      if (!staleness.isOwnerUsableInOutage(known, now)) {
        throw e;
      }
      return new Verification.Stale(verified.replaceKey(fingerprint, known, stored.key()));
    }
  }

  private void refreshed(TokenFingerprint fingerprint, LoadedKey loaded) {
    CachedKey known = verified.peek(fingerprint);
    KeyWithOwnerStatus stored = loaded.stored();
    if (known == null || stored == null || !known.hasDigestOf(stored.key())) {
      verified.remove(fingerprint);
    } else {
      CachedKey unused = reloaded(known, stored, loaded, fingerprint, true);
    }
  }

  private CachedKey reloaded(
      CachedKey known,
      KeyWithOwnerStatus stored,
      LoadedKey loaded,
      TokenFingerprint fingerprint,
      boolean isUse) {
    OwnerStatus owner = owners.statusOf(stored);
    CachedKey key = verified.keyOf(stored.key(), owner, known.lastUse(), loaded);
    return cached(key, stored.key(), fingerprint, isUse);
  }

  /** Returns why the token does not match the key; null if it does. */
  private @Nullable DenialReason rejection(
      ApiKey key, TokenFingerprint fingerprint, Secret presented) {
    if (!digester.isUsable(key.digest())) {
      if (warned.size() < MAX_WARNED && warned.add(key.id())) { // an attacker could flood the log
        log.warn("The digest of key {} has an unknown kind or exceeds the bounds", key.id());
      }
      return DenialReason.UNUSABLE_DIGEST;
    }
    Attempt attempt = new Attempt(fingerprint, key.digest());
    return attempts.run(attempt, () -> matches(presented, key.digest()))
        ? null
        : DenialReason.WRONG_SECRET;
  }

  private boolean matches(Secret presented, String digest) {
    return bulkhead.compute(() -> digester.matches(presented, digest));
  }

  /**
   * Re-hashes a key whose digest is not of the configured kind.
   *
   * @return the key with the new digest if it was stored
   */
  private ApiKey rehash(ApiKey key, Secret presented) {
    if (digester.isCurrent(key.digest())) {
      return key;
    }
    try {
      String digest = bulkhead.compute(() -> digester.digest(presented));
      ApiKey renewed = key.toBuilder().digest(digest).build();
      if (executor.call(() -> store.replace(renewed))) {
        return renewed.nextVersion();
      }
    } catch (RuntimeException e) {
      log.warn("Could not re-hash key {}, will retry at its next use", key.id(), e);
    }
    return key;
  }

  /** Returns the lookup id, which every well-formed token has. */
  private String lookup(Secret presented) {
    return format.lookupOf(presented).orElseThrow();
  }

  @Override
  public void close() {
    refresher.close();
    awaitWarmUp(); // no thread stays
    owners.close();
  }

  /** Token and digest whose comparison may be shared. Never identified by key or owner alone. */
  private record Attempt(TokenFingerprint fingerprint, String digest) {}

  /** Token whose reload may be shared. */
  private record Reload(TokenFingerprint fingerprint, boolean isUse) {}
}

package dev.sallyport.benchmarks.load.keys;

import dev.sallyport.Sallyport;
import dev.sallyport.config.SettingSource;
import dev.sallyport.config.Settings;
import dev.sallyport.jpa.JpaBackendProvider;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.Owner;
import dev.sallyport.spi.Backend;
import dev.sallyport.spi.KeyChanges;
import dev.sallyport.spi.OwnerRegistry;
import dev.sallyport.spi.OwnerRegistry.Account;
import dev.sallyport.spi.OwnerRegistry.User;
import dev.sallyport.token.Digester;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Opens Sallyport instances from settings and fills databases with keys of {@link NumberedTokens}.
 */
public final class SallyportInstances {
  private static final int BATCH = 1000;

  private SallyportInstances() {}

  public static Settings settings(Map<String, String> values) {
    return Settings.resolve(Sallyport.settings(), List.of(SettingSource.plain("argument", values)));
  }

  public static Sallyport open(Map<String, String> values) {
    Sallyport sallyport = Sallyport.open(settings(values));
    sallyport.warmUp(); // as the filter does
    return sallyport;
  }

  public static Backend database(Map<String, String> values) {
    return new JpaBackendProvider().open(settings(values), null);
  }

  /**
   * Creates owners and keys.
   *
   * @param backend where to create them
   * @param tokens the tokens of the keys
   * @param keys the number of keys
   * @param owners the number of owners that share the keys
   * @param digester computes the digests
   */
  public static void fill(
      Backend backend, NumberedTokens tokens, int keys, int owners, Digester digester) {
    addOwners(backend, owners);
    for (int from = 0; from < keys; from += BATCH) {
      List<ApiKey> batch =
          IntStream.range(from, Math.min(keys, from + BATCH))
              .parallel()
              .mapToObj(number -> key(tokens, number, owner(number % owners), digester))
              .toList();
      backend.keys().apply(new KeyChanges(List.of(), List.of(), batch, null, List.of()));
    }
  }

  public static Owner owner(int number) {
    return new Owner("%04d-%04d-0000".formatted(number / 10000, number % 10000), "user" + number);
  }

  public static ApiKey key(NumberedTokens tokens, int number, Owner owner, Digester digester) {
    return ApiKey.builder(
            tokens.id(number),
            tokens.lookup(number),
            digester.digest(tokens.token(number)),
            owner,
            "key " + number,
            Instant.now())
        .prefix("sp_")
        .build();
  }

  private static void addOwners(Backend backend, int owners) {
    OwnerRegistry registry = (OwnerRegistry) backend.owners();
    for (int number = 0; number < owners; number++) {
      Owner owner = owner(number);
      registry.insertAccount(new Account(owner.accountId(), "", true));
      registry.insertUser(User.person(owner).staff(true));
    }
  }
}

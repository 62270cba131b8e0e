package dev.sallyport.spring.test;

import dev.sallyport.Sallyport;
import dev.sallyport.config.Settings;
import dev.sallyport.key.Owner;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.servlet.config.HttpSettings;
import dev.sallyport.spi.OwnerRegistry.Account;
import dev.sallyport.spi.OwnerRegistry.User;
import dev.sallyport.token.Secret;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.http.HttpHeaders;

/**
 * Keys in the store of the application, for tests that send requests to its server. A bean of this
 * type is in every test. Thread-safe.
 *
 * <p>A test whose transaction is rolled back creates keys that its server does not see.
 *
 * <pre>{@code
 * client.get().uri("/api/notes")   // of WebTestClient, or RestTestClient
 *     .headers(keys.header(Owner.of("ada"), "notes:read"))
 *     .exchange()
 *     .expectStatus().isOk();
 * }</pre>
 *
 * @since 0.1.0
 */
public final class TestApiKeys {
  private final Sallyport sallyport;
  private final Settings settings;

  /**
   * Creates the keys of an application.
   *
   * @param settings the settings of its filter
   */
  public TestApiKeys(Sallyport sallyport, Settings settings) {
    this.sallyport = sallyport;
    this.settings = settings;
  }

  /**
   * Creates a key, and its owner if the store keeps owners and has no such one.
   *
   * @return sets the header that has the token
   * @throws IllegalStateException if the application does not let the owner have the key
   */
  public Consumer<HttpHeaders> header(Owner owner, String... scopes) {
    Secret token = create(owner, scopes);
    List<String> schemes = settings.get(HttpSettings.SCHEMES);
    return schemes.isEmpty()
        ? headers ->
            headers.set(settings.get(HttpSettings.API_KEY_HEADER).orElseThrow(), token.reveal())
        : headers -> headers.set(HttpHeaders.AUTHORIZATION, schemes.get(0) + " " + token.reveal());
  }

  /** Creates a key as {@link #header} does, and returns its token. */
  public Secret create(Owner owner, String... scopes) {
    if (sallyport.keepsOwners()) {
      if (!owner.accountId().equals(Owner.DEFAULT_ACCOUNT)) {
        sallyport.ownerManager().createAccount(new Account(owner.accountId(), "", true));
      }
      sallyport.ownerManager().createUser(User.service(owner));
    }
    CreateKeyRequest request = CreateKeyRequest.of(owner, "test").scopes(List.of(scopes));
    if (sallyport.keys().create(request) instanceof Created created) {
      return created.token();
    }
    throw new IllegalStateException("No key can be created for " + owner + ".");
  }
}

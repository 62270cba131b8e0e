package dev.sallyport.example.jetty;

import dev.sallyport.Sallyport;
import dev.sallyport.audit.AuditContext;
import dev.sallyport.authorization.ResourceId;
import dev.sallyport.key.Owner;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.management.OwnerManager;
import dev.sallyport.management.ResourceManager;
import dev.sallyport.spi.OwnerRegistry.Account;
import dev.sallyport.spi.OwnerRegistry.User;
import dev.sallyport.token.Secret;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * Account, user and key that the first start of the example creates.
 *
 * @param password password of the user, shown only once
 * @param token token of the key, shown only once
 */
record FirstStart(Secret password, Secret token) {
  static final Owner OWNER = new Owner("3141-5926-5359", "admin");

  /** The resource of the chat, to which the first key is bound. */
  static final ResourceId DEMO = new ResourceId("llm-client", "demo");

  private static final int PASSWORD_BYTES = 15;

  /** Creates them; returns empty if the user exists already. */
  static Optional<FirstStart> on(Sallyport sallyport) {
    if (sallyport.owners().find(OWNER).isPresent()) {
      return Optional.empty();
    }
    AuditContext starting = AuditContext.of("example", "").because("first start");
    OwnerManager owners = sallyport.ownerManager().as(starting);
    owners.createAccount(new Account(OWNER.accountId(), "Example", true));
    Secret password = randomPassword();
    User user = User.person(OWNER).email("admin@example.com").staff(true);
    if (!owners.createUser(user, password)) {
      return Optional.empty();
    }
    CreateKeyRequest request =
        CreateKeyRequest.of(OWNER, "first key").description("Created at the first start");
    if (!(sallyport.keys().as(starting).create(request) instanceof Created created)) {
      return Optional.empty();
    }
    ResourceManager resources = sallyport.resourceManager().as(starting);
    resources.create(OWNER.accountId(), DEMO);
    resources.bind(OWNER.accountId(), DEMO, created.key().id());
    return Optional.of(new FirstStart(password, created.token()));
  }

  static Secret randomPassword() {
    byte[] random = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(random);
    return Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(random));
  }
}

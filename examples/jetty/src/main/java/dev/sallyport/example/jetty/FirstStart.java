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
 * Makes the example's account, user and key where there is no such user yet.
 *
 * @param password of the user, known only now
 * @param token of the key, known only now
 */
record FirstStart(Secret password, Secret token) {
  static final Owner OWNER = new Owner("3141-5926-5359", "admin");

  /** The client that the chat is with; it requires the first key. */
  static final ResourceId DEMO = new ResourceId("llm-client", "demo");

  private static final int PASSWORD_BYTES = 15;

  /** Empty if this is not the first start on this database. */
  static Optional<FirstStart> on(Sallyport sallyport) {
    if (sallyport.owners().find(OWNER).isPresent()) {
      return Optional.empty();
    }
    AuditContext starting = AuditContext.of("example", "").because("first start");
    OwnerManager owners = sallyport.ownerManager().as(starting);
    owners.createAccount(new Account(OWNER.accountNumber(), "Example", true));
    Secret password = randomPassword();
    User user = new User(OWNER, "admin@example.com", true, true, null);
    if (!owners.createUser(user, Optional.of(password))) {
      return Optional.empty();
    }
    CreateKeyRequest wanted =
        CreateKeyRequest.of(OWNER, "first key").description("Made at the first start");
    if (!(sallyport.keys().as(starting).create(wanted) instanceof Created created)) {
      return Optional.empty();
    }
    ResourceManager resources = sallyport.resourceManager().as(starting);
    resources.create(OWNER.accountNumber(), DEMO);
    resources.bind(OWNER.accountNumber(), DEMO, created.key().id());
    return Optional.of(new FirstStart(password, created.token()));
  }

  static Secret randomPassword() {
    byte[] random = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(random);
    return Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(random));
  }
}

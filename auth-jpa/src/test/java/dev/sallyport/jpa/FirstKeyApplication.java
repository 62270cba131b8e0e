package dev.sallyport.jpa;

import dev.sallyport.Sallyport;
import dev.sallyport.jdbc.ConfiguredSallyport;
import dev.sallyport.key.ApiKey;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.spi.OwnerRegistry;
import dev.sallyport.spi.OwnerRegistry.Account;
import dev.sallyport.spi.OwnerRegistry.User;
import dev.sallyport.testkit.TestKeys;
import java.util.Map;

/** Application that creates a key in an empty database with its own pool and reads the key back. */
public final class FirstKeyApplication {
  public static final String KEPT = "kept";

  private FirstKeyApplication() {}

  /** Prints {@value #KEPT}, or why the application did not start. */
  public static void main(String[] arguments) {
    Map<String, String> settings =
        Map.of(
            "db-url", "jdbc:h2:mem:first;DB_CLOSE_DELAY=-1",
            "db-user", "sa",
            "digest", "sha512",
            "schema", "migrate");
    try (Sallyport sallyport = ConfiguredSallyport.with(settings)) {
      OwnerRegistry owners = (OwnerRegistry) sallyport.owners();
      owners.insertAccount(new Account(TestKeys.OWNER.accountId(), "", true));
      owners.insertUser(new User(TestKeys.OWNER, "", true, true, null));
      ApiKey key =
          ((Created) sallyport.keys().create(CreateKeyRequest.of(TestKeys.OWNER, "x"))).key();
      boolean isKept = sallyport.keys().get(key.id()).filter(key::equals).isPresent();
      System.out.println(isKept ? KEPT : "lost");
    } catch (RuntimeException e) {
      System.out.println(e.getMessage());
    }
  }
}

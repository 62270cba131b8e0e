package dev.sallyport.jpa;

import dev.sallyport.Sallyport;
import dev.sallyport.key.ApiKey;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.spi.OwnerRegistry;
import dev.sallyport.spi.OwnerRegistry.Account;
import dev.sallyport.spi.OwnerRegistry.User;
import dev.sallyport.testkit.TestKeys;
import java.util.Map;

/** An application that makes a key in an empty database of its own pool, and reads it again. */
public final class FirstKey {
  public static final String KEPT = "kept";

  private FirstKey() {}

  /** Says {@value #KEPT}, or why it did not start. */
  public static void main(String[] arguments) {
    Map<String, String> settings =
        Map.of(
            "db-url", "jdbc:h2:mem:first;DB_CLOSE_DELAY=-1",
            "db-user", "sa",
            "digest", "sha512",
            "schema", "migrate");
    try (Sallyport sallyport = Opened.with(settings)) {
      OwnerRegistry owners = (OwnerRegistry) sallyport.owners();
      owners.insertAccount(new Account(TestKeys.OWNER.accountNumber(), "", true));
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

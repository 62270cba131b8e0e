package dev.sallyport.jpa;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.Sallyport;
import dev.sallyport.jdbc.ConfiguredSallyport;
import dev.sallyport.key.ApiKey;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.spi.OwnerRegistry;
import dev.sallyport.spi.OwnerRegistry.Account;
import dev.sallyport.spi.OwnerRegistry.User;
import dev.sallyport.testkit.TestKeys;
import java.io.File;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Application that creates a key in an empty database with its own pool and reads the key back. */
public final class FirstKeyApplication {
  public static final String KEPT = "kept";

  private FirstKeyApplication() {}

  /** Returns the output of an application with a folder at the start of its class path. */
  public static String run(Path folder, String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(List.of(options));
    command.add("-cp");
    command.add(folder + File.pathSeparator + System.getProperty("java.class.path"));
    command.add(FirstKeyApplication.class.getName());
    Process application = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
    String output = new String(application.getInputStream().readAllBytes(), UTF_8);
    application.waitFor();
    return output.strip();
  }

  /** Prints {@value #KEPT}, or why the application did not start. */
  public static void main(String[] arguments) {
    Map<String, String> settings =
        Map.of(
            "db-url", "jdbc:h2:mem:first;DB_CLOSE_DELAY=-1;TIME ZONE=UTC",
            "db-user", "sa",
            "digest", "sha512",
            "schema", "migrate");
    try (Sallyport sallyport = ConfiguredSallyport.with(settings)) {
      OwnerRegistry owners = (OwnerRegistry) sallyport.owners();
      owners.insertAccount(new Account(TestKeys.OWNER.accountId(), "", true));
      owners.insertUser(User.person(TestKeys.OWNER).staff(true));
      ApiKey key =
          ((Created) sallyport.keys().create(CreateKeyRequest.of(TestKeys.OWNER, "x"))).key();
      boolean isKept = sallyport.keys().get(key.id()).filter(key::equals).isPresent();
      System.out.println(isKept ? KEPT : "lost");
    } catch (RuntimeException e) {
      System.out.println(e.getMessage());
    }
  }
}

package dev.sallyport.cli.database;

import static java.util.stream.Collectors.toMap;

import dev.sallyport.Sallyport;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.output.UsageException;
import dev.sallyport.config.Setting;
import dev.sallyport.config.SettingSource;
import dev.sallyport.config.Settings;
import dev.sallyport.internal.config.CoreSettings;
import dev.sallyport.management.ResourceManager;
import dev.sallyport.spi.OwnerRegistry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the keys are, and with which settings of the filter to work on them. */
public final class DatabaseOptions {
  public static final String HEADING = "%nDatabase and settings:%n";

  /** They name things of the server's own process, which are not there in this one. */
  private static final Set<String> OF_THE_SERVER =
      Set.of(
          "access-policies",
          "data-source",
          "event-listeners",
          "cluster",
          "persistence-unit",
          "rate-limits",
          "resource-directory",
          "resource-resolver",
          "resources",
          "unbound-resources");

  private static final String RESOURCES_ARE_THE_HOSTS =
      "resources are kept by the host application, not here";

  private static final String DB_PASSWORD = "db-password";
  private static final String DB_PASSWORD_FILE = "db-password-file";

  @Option(
      names = "--db-url",
      paramLabel = "JDBC_URL",
      order = 901,
      description = "The database; or SALLYPORT_DB_URL.")
  private @Nullable String url;

  @Option(
      names = "--db-user",
      paramLabel = "USER",
      order = 902,
      description = "Its user; or SALLYPORT_DB_USER.")
  private @Nullable String user;

  @Option(
      names = "--db-password-file",
      paramLabel = "FILE",
      order = 903,
      description =
          "File that holds the user's password; or SALLYPORT_DB_PASSWORD_FILE, or the password"
              + " itself in SALLYPORT_DB_PASSWORD.")
  private @Nullable String passwordFile;

  @Option(
      names = "--schema",
      paramLabel = "validate|migrate",
      order = 904,
      description = "Whether to only check the tables (the default) or to create and update them.")
  private @Nullable String schema;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      order = 905,
      description =
          "Any other setting of the filter, such as token-formats, token-prefix or digest; may be"
              + " repeated.")
  private List<String> others = List.of();

  /**
   * Opens the database. Close what this answers.
   *
   * @throws UsageException if no database was named, or a flag does not fit
   */
  public Sallyport open(CliContext surroundings) {
    return open(surroundings, Map.of());
  }

  /** Opens the database and brings its tables up to date. */
  public Sallyport openToMigrate(CliContext surroundings) {
    return open(surroundings, Map.of("schema", "migrate"));
  }

  /**
   * The opened gate itself, if Sallyport keeps accounts and users.
   *
   * @throws UsageException if the host application does
   */
  public static Sallyport requireOwners(Sallyport sallyport) {
    if (sallyport.owners() instanceof OwnerRegistry) {
      return sallyport;
    }
    throw new UsageException("accounts and users are kept by the host application, not here");
  }

  /**
   * The opened gate's manager of resources, if Sallyport keeps them.
   *
   * @throws UsageException if the host application does
   */
  static ResourceManager resources(Sallyport sallyport, CliContext surroundings) {
    if (surroundings.variable("SALLYPORT_RESOURCE_DIRECTORY").isPresent()) {
      throw new UsageException(RESOURCES_ARE_THE_HOSTS);
    }
    try {
      return sallyport.resourceManager();
    } catch (IllegalStateException e) {
      throw new UsageException(RESOURCES_ARE_THE_HOSTS);
    }
  }

  /** Whether an option says anything of one. */
  public boolean isGiven() {
    return !flags().isEmpty();
  }

  /** Whether anything names a database. */
  public boolean isNamed(CliContext surroundings) {
    return isNamed(resolve(surroundings, flags()));
  }

  /**
   * Opens the database.
   *
   * @param fixed settings that hold whatever else is said
   */
  public Sallyport open(CliContext surroundings, Map<String, String> fixed) {
    Map<String, String> flags = flags();
    flags.putAll(fixed);
    Settings settings = resolve(surroundings, flags);
    if (!isNamed(settings)) {
      throw new UsageException(
          "no database is named: give --db-url JDBC_URL or set SALLYPORT_DB_URL");
    }
    return Sallyport.open(settings);
  }

  /** The settings of the surroundings, overridden by flags. */
  public static Settings resolve(CliContext surroundings, Map<String, String> flags) {
    Map<String, Setting<?>> known = known();
    Set<String> usable = new HashSet<>(known.keySet());
    usable.removeAll(OF_THE_SERVER);
    return Settings.resolve(
        known.values(),
        List.of(
            SettingSource.systemProperties().only(usable::contains),
            SettingSource.environment(surroundings.environment()).only(usable::contains),
            SettingSource.plain("flag", flags)));
  }

  private static Map<String, Setting<?>> known() {
    return Sallyport.settings().stream().collect(toMap(Setting::name, Function.identity()));
  }

  private static boolean isNamed(Settings settings) {
    Setting<?> dbUrl = known().get("db-url");
    return dbUrl == null
        || !settings.get(CoreSettings.STORE).equals("jpa")
        || settings.isGiven(dbUrl);
  }

  /** The values of {@code --set}. */
  public static Map<String, String> parse(List<String> others) {
    Map<String, String> flags = new HashMap<>();
    others.forEach(other -> putOther(flags, other));
    return flags;
  }

  private Map<String, String> flags() {
    Map<String, String> flags = parse(others);
    put(flags, "db-url", url);
    put(flags, "db-user", user);
    put(flags, DB_PASSWORD_FILE, passwordFile);
    put(flags, "schema", schema);
    return flags;
  }

  private static void put(Map<String, String> flags, String name, @Nullable String value) {
    if (value != null) {
      flags.put(name, value);
    }
  }

  private static void putOther(Map<String, String> flags, String other) {
    int equals = other.indexOf('=');
    if (equals < 1) {
      throw new UsageException("--set takes NAME=VALUE, such as --set digest=sha512");
    }
    String name = other.substring(0, equals).strip().replace('_', '-');
    if (name.equals(DB_PASSWORD)) {
      throw new UsageException(
          "a password is no argument, because others can see those: give --db-password-file or set"
              + " SALLYPORT_DB_PASSWORD");
    }
    flags.put(name, other.substring(equals + 1));
  }
}

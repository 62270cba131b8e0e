package dev.sallyport.cli.database;

import static java.util.stream.Collectors.toMap;

import dev.sallyport.Sallyport;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.output.OwnersKeptElsewhereException;
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

/** Options for working on a database, with the settings of the filter. */
public final class DatabaseOptions {
  /** Heading of the options in the help. */
  public static final String HEADING = "%nDatabase, with the settings of the filter:%n";

  /** Accepts all formats, and finds a key's token even after many forged tokens of the key. */
  public static final Map<String, String> EVERY_TOKEN =
      Map.of("token-formats", "sallyport,knox", "token-failures", "1000000");

  /**
   * Values of the setting {@code store} with which a database must be given. The command works on
   * it over JDBC: the tables are the same.
   */
  private static final Set<String> DATABASE_STORES = Set.of("", "jdbc", "jpa");

  /** Settings that refer to objects of the server's process and are ignored by the command. */
  private static final Set<String> SERVER_ONLY =
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

  private static final String RESOURCES_OF_HOST =
      "resources are managed by the host application, not by Sallyport";

  private static final String DB_PASSWORD = "db-password";
  private static final String DB_PASSWORD_FILE = "db-password-file";

  @Option(
      names = "--db-url",
      paramLabel = "JDBC_URL",
      order = 901,
      description = "JDBC URL of the database. Environment variable: SALLYPORT_DB_URL.")
  private @Nullable String url;

  @Option(
      names = "--db-user",
      paramLabel = "USER",
      order = 902,
      description = "User of the database. Environment variable: SALLYPORT_DB_USER.")
  private @Nullable String user;

  @Option(
      names = "--db-password-file",
      paramLabel = "FILE",
      order = 903,
      description =
          "File that contains the password of the database user. Environment variables:"
              + " SALLYPORT_DB_PASSWORD_FILE, or SALLYPORT_DB_PASSWORD for the password itself.")
  private @Nullable String passwordFile;

  @Option(
      names = "--schema",
      paramLabel = "validate|migrate",
      order = 904,
      description = "Validate the tables, or create and update them. Default: validate.")
  private @Nullable String schema;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      order = 905,
      description =
          "Another setting of the filter, such as token-formats, token-prefix or digest. May be"
              + " repeated.")
  private List<String> others = List.of();

  /**
   * Opens the database. The caller must close the result.
   *
   * @throws UsageException if no database is given, or an option is invalid
   */
  public Sallyport open(CliContext context) {
    return open(context, Map.of());
  }

  /** Opens the database and creates or updates its tables. */
  public Sallyport openToMigrate(CliContext context) {
    return open(context, Map.of("schema", "migrate"));
  }

  /**
   * Returns the given instance if Sallyport manages accounts and users.
   *
   * @throws UsageException if the host application manages them
   */
  public static Sallyport requireOwners(Sallyport sallyport) {
    if (sallyport.owners() instanceof OwnerRegistry) {
      return sallyport;
    }
    throw new OwnersKeptElsewhereException(
        "accounts and users are managed by the host application, not by Sallyport");
  }

  /**
   * Returns the manager of resources if Sallyport manages them.
   *
   * @throws UsageException if the host application manages them
   */
  static ResourceManager resources(Sallyport sallyport, CliContext context) {
    if (context.variable("SALLYPORT_RESOURCE_DIRECTORY").isPresent()) {
      throw new UsageException(RESOURCES_OF_HOST);
    }
    try {
      return sallyport.resourceManager();
    } catch (IllegalStateException e) {
      throw new UsageException(RESOURCES_OF_HOST);
    }
  }

  /** Returns whether an option for a database is given. */
  public boolean isGiven() {
    return !flags().isEmpty();
  }

  /** Returns whether an option, the environment or a system property names a database. */
  public boolean isNamed(CliContext context) {
    return isNamed(resolve(context, flags()));
  }

  /**
   * Opens the database with additional settings. The caller must close the result.
   *
   * @param fixed settings that take precedence over all others
   * @throws UsageException if no database is given, or an option is invalid
   */
  public Sallyport open(CliContext context, Map<String, String> fixed) {
    Map<String, String> flags = flags();
    flags.putAll(fixed);
    Settings settings = resolve(context, flags);
    if (!isNamed(settings)) {
      throw new UsageException("no database given: use --db-url JDBC_URL or SALLYPORT_DB_URL");
    }
    if (settings.get(CoreSettings.STORE).equals("jpa")) {
      flags.put("store", "jdbc");
      settings = resolve(context, flags);
    }
    return Sallyport.open(settings);
  }

  /** Returns the settings of system properties and the environment, overridden by options. */
  public static Settings resolve(CliContext context, Map<String, String> flags) {
    Map<String, Setting<?>> known = known();
    Set<String> usable = new HashSet<>(known.keySet());
    usable.removeAll(SERVER_ONLY);
    return Settings.resolve(
        known.values(),
        List.of(
            SettingSource.systemProperties().only(usable::contains),
            SettingSource.environment(context.environment()).only(usable::contains),
            SettingSource.plain("flag", flags)));
  }

  private static Map<String, Setting<?>> known() {
    return Sallyport.settings().stream().collect(toMap(Setting::name, Function.identity()));
  }

  private static boolean isNamed(Settings settings) {
    Setting<?> dbUrl = known().get("db-url");
    return dbUrl == null
        || !DATABASE_STORES.contains(settings.get(CoreSettings.STORE))
        || settings.isGiven(dbUrl);
  }

  /**
   * Parses the values of {@code --set}.
   *
   * @throws UsageException if a value is not {@code NAME=VALUE}, or contains a password
   */
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
      throw new UsageException("--set must be NAME=VALUE, such as --set digest=sha512");
    }
    String name = other.substring(0, equals).strip().replace('_', '-');
    if (name.equals(DB_PASSWORD)) {
      throw new UsageException(
          "a password cannot be an argument, which other users can see: use --db-password-file or"
              + " SALLYPORT_DB_PASSWORD");
    }
    flags.put(name, other.substring(equals + 1));
  }
}

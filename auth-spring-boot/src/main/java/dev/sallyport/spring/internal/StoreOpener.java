package dev.sallyport.spring.internal;

import dev.sallyport.config.SettingException;
import dev.sallyport.config.Settings;
import dev.sallyport.config.Suggestion;
import dev.sallyport.jdbc.JdbcBackend;
import dev.sallyport.jdbc.JdbcSettings;
import dev.sallyport.jdbc.SchemaMode;
import dev.sallyport.jpa.JpaBackend;
import dev.sallyport.memory.InMemoryBackend;
import dev.sallyport.spi.Backend;
import dev.sallyport.spi.OwnerDirectory;
import dev.sallyport.transaction.HostTransactions;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.util.ClassUtils;

/** Opener of the store on the application's data source. */
public final class StoreOpener {
  private static final List<String> STORES = List.of("jdbc", "jpa", "memory");

  private final Settings settings;
  private final Optional<OwnerDirectory> owners;

  /**
   * Creates an opener.
   *
   * @param owners the application's own directory; empty if the store keeps owners
   */
  public StoreOpener(Settings settings, Optional<OwnerDirectory> owners) {
    this.settings = settings;
    this.owners = owners;
  }

  /**
   * Opens the store.
   *
   * @param source finds the application's data source; not called for a store in memory
   * @param transactions the application's transactions; empty if spring-jdbc is missing
   * @throws SettingException if a setting is invalid or has no effect
   */
  public Backend open(Supplier<DataSource> source, Optional<DataSourceTransactions> transactions) {
    String store = String.valueOf(settings.get(SpringSettings.named("store")));
    String name = store.isEmpty() ? defaultStore() : store;
    if (!STORES.contains(name)) {
      throw new SettingException(
          "Unknown store '%s': expected one of %s.%s"
              .formatted(name, String.join(", ", STORES), Suggestion.question(name, STORES)));
    }
    requireNoOtherDatabase(name);
    if (name.equals("memory")) {
      return new InMemoryBackend();
    }
    DataSource given = source.get();
    DataSource database = transactions.isPresent() ? SpringTransactions.withoutProxy(given) : given;
    SchemaMode schema = settings.get(JdbcSettings.SCHEMA);
    HostTransactions joined =
        transactions.map(it -> it.on(database)).orElseGet(HostTransactions::none);
    return name.equals("jpa") ? onJpa(database, schema, joined) : onJdbc(database, schema, joined);
  }

  private static String defaultStore() {
    return ClassUtils.isPresent("dev.sallyport.jpa.JpaBackend", null) ? "jpa" : "jdbc";
  }

  private Backend onJdbc(DataSource source, SchemaMode schema, HostTransactions transactions) {
    return owners.isPresent()
        ? JdbcBackend.on(source, schema, owners.get(), transactions)
        : JdbcBackend.on(source, schema, transactions);
  }

  private Backend onJpa(DataSource source, SchemaMode schema, HostTransactions transactions) {
    return owners.isPresent()
        ? JpaBackend.on(source, schema, owners.get(), transactions)
        : JpaBackend.on(source, schema, transactions);
  }

  /** Settings of the environment may be meant for the command, and are ignored. */
  private void requireNoOtherDatabase(String store) {
    if (store.equals("memory")) {
      settings.requireUnset(
          Stream.concat(SpringSettings.ofDatabases(), Stream.of(JdbcSettings.SCHEMA)).toList(),
          null,
          "beside store=memory: remove it");
    } else {
      settings.requireUnset(
          SpringSettings.ofDatabases().toList(),
          null,
          "because the application's DataSource is used: set spring.datasource instead");
    }
    settings.requireUnset(
        List.of(SpringSettings.named("owner-directory")),
        null,
        "because beans are used: declare a bean of that type");
  }
}

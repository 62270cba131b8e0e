package dev.sallyport.spring.internal;

import dev.sallyport.config.SettingException;
import dev.sallyport.spi.StoreException;
import dev.sallyport.spi.StoreSetupException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** Analyzer that shows the sentences of Sallyport instead of the stack trace of a failed start. */
public final class StartFailureAnalyzer implements FailureAnalyzer {
  /** Creates the analyzer. */
  public StartFailureAnalyzer() {}

  @Override
  public @Nullable FailureAnalysis analyze(Throwable failure) {
    return Stream.iterate(failure, it -> it != null, Throwable::getCause)
        .filter(it -> it instanceof SettingException || it instanceof StoreException)
        .findFirst()
        .map(it -> new FailureAnalysis(it.getMessage(), action(it), it))
        .orElse(null);
  }

  private static String action(Throwable cause) {
    if (cause instanceof SettingException) {
      return "Correct or remove the property. Names in messages are those of properties without the"
          + " prefix sallyport.";
    }
    return cause instanceof StoreSetupException
        ? "Add org.flywaydb:flyway-core and Flyway's module for your database, and set"
            + " sallyport.schema=migrate; or run the scripts yourself."
        : "Check spring.datasource, and that the database is running.";
  }
}

/**
 * API keys: model, verification, authorization, management, and the extension points for stores.
 */
@SuppressWarnings("module") // modules that are compiled later
module dev.sallyport.core {
  requires com.github.benmanes.caffeine;
  requires de.mkammerer.argon2; // its native libraries
  requires de.mkammerer.argon2.nolibs;
  requires io.github.bucket4j.core;
  requires static org.bouncycastle.provider; // what is used of it is in the jar
  requires static transitive org.jspecify;
  requires org.slf4j;

  exports dev.sallyport;
  exports dev.sallyport.audit;
  exports dev.sallyport.authentication;
  exports dev.sallyport.authorization;
  exports dev.sallyport.config;
  exports dev.sallyport.event;
  exports dev.sallyport.key;
  exports dev.sallyport.management;
  exports dev.sallyport.memory;
  exports dev.sallyport.session;
  exports dev.sallyport.spi;
  exports dev.sallyport.token;
  exports dev.sallyport.transaction;
  // The groups of the core's settings: the filter checks resources against its exempt paths, and
  // the command reads the store and the token formats. Applications read them by name.
  exports dev.sallyport.internal.config to
      dev.sallyport.servlet,
      dev.sallyport.cli;

  uses dev.sallyport.config.SettingsProvider;
  uses dev.sallyport.key.AccountIdFormat;
  uses dev.sallyport.spi.BackendProvider;
  uses dev.sallyport.spi.ClusterProvider;
  uses dev.sallyport.spi.TokenFormatProvider;

  provides dev.sallyport.spi.BackendProvider with
      dev.sallyport.memory.InMemoryBackendProvider;
}

package dev.sallyport.jdbc;

import org.junit.jupiter.api.parallel.Isolated;

@Isolated("replaces the naming provider of the JVM")
class JdbcBackendProviderTest extends BackendProviderContract {}

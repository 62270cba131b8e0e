package dev.sallyport.jdbc;

import org.junit.jupiter.api.parallel.Isolated;

@Isolated("looks at the threads of the JVM")
class JdbcRedeployTest extends RedeployContract {}

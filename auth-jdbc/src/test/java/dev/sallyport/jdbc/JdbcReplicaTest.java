package dev.sallyport.jdbc;

import org.junit.jupiter.api.parallel.Isolated;

@Isolated("kills the processes it has started")
class JdbcReplicaTest extends ReplicaContract {}

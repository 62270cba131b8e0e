package dev.sallyport.jpa;

import dev.sallyport.jdbc.ReplicaContract;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("kills the processes it has started")
class JpaReplicaTest extends ReplicaContract {}

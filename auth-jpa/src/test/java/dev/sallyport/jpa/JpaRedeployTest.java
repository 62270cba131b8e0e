package dev.sallyport.jpa;

import dev.sallyport.jdbc.RedeployContract;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("looks at the threads of the JVM")
@Tag("slow")
class JpaRedeployTest extends RedeployContract {}

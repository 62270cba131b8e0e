package dev.sallyport.jpa;

import dev.sallyport.jdbc.CrashContract;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("kills the processes it has started")
class JpaCrashTest extends CrashContract {}

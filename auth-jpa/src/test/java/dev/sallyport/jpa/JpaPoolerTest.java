package dev.sallyport.jpa;

import dev.sallyport.jdbc.PoolerContract;

class JpaPoolerTest extends PoolerContract {}

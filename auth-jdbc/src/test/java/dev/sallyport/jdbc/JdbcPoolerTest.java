package dev.sallyport.jdbc;

class JdbcPoolerTest extends PoolerContract {}

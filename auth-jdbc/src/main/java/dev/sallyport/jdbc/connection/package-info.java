/** Connections to the database: the pool, the JDBC driver and the analysis of failures. */
@NullMarked
package dev.sallyport.jdbc.connection;

import org.jspecify.annotations.NullMarked;

/** Connections to the database: the pool, the JDBC driver and the analysis of failures. */
@NullMarked
package dev.sallyport.jpa.connection;

import org.jspecify.annotations.NullMarked;

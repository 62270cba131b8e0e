/** Stores on plain JDBC, and what every store in a relational database needs. */
@NullMarked
package dev.sallyport.jdbc;

import org.jspecify.annotations.NullMarked;

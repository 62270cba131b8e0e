/** Conditions of queries, in SQL that stores also translate to JPQL. */
@NullMarked
package dev.sallyport.jdbc.query;

import org.jspecify.annotations.NullMarked;

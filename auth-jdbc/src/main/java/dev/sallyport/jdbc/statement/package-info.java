/** Statements with named parameters, run in transactions. */
@NullMarked
package dev.sallyport.jdbc.statement;

import org.jspecify.annotations.NullMarked;

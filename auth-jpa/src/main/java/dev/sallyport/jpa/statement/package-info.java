/** JPQL queries and statements of the stores. */
@NullMarked
package dev.sallyport.jpa.statement;

import org.jspecify.annotations.NullMarked;

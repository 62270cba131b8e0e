/** Persistence units, Sallyport's own and the host's, and the transactions that run in them. */
@NullMarked
package dev.sallyport.jpa.unit;

import org.jspecify.annotations.NullMarked;

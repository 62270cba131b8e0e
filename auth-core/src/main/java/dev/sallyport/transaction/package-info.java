/** Transactions of the host application that calls of the Java API take part in. */
@NullMarked
package dev.sallyport.transaction;

import org.jspecify.annotations.NullMarked;

/** Calls to stores with a timeout and a circuit breaker. */
@NullMarked
package dev.sallyport.internal.store;

import org.jspecify.annotations.NullMarked;

/** In-memory store, for tests and trials. */
@NullMarked
package dev.sallyport.memory;

import org.jspecify.annotations.NullMarked;

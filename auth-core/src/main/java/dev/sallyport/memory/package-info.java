/** A store in the memory of this JVM, for tests and trials. */
@NullMarked
package dev.sallyport.memory;

import org.jspecify.annotations.NullMarked;

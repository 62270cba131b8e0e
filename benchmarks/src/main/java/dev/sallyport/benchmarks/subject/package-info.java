/** Sallyport and its peers, each set up to ask for the same keys. */
@NullMarked
package dev.sallyport.benchmarks.subject;

import org.jspecify.annotations.NullMarked;

/** Sallyport and its peers, configured to require the same keys. */
@NullMarked
package dev.sallyport.benchmarks.subject;

import org.jspecify.annotations.NullMarked;

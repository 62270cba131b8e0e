/** Keys of benchmarks, their stores, and threads that use them. */
@NullMarked
package dev.sallyport.benchmarks.load.keys;

import org.jspecify.annotations.NullMarked;

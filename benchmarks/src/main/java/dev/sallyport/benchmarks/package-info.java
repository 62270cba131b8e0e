/**
 * JMH benchmarks of the filter; {@code benchmarks/README.md} describes how to run them and read the
 * results.
 */
@NullMarked
package dev.sallyport.benchmarks;

import org.jspecify.annotations.NullMarked;

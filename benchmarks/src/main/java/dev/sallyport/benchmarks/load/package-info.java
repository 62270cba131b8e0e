/**
 * Programs that put complete Sallyport instances, servers and databases under load and print the
 * results as Markdown. Each has a {@code main} method, which prints its options if it is given an
 * unknown one.
 */
@NullMarked
package dev.sallyport.benchmarks.load;

import org.jspecify.annotations.NullMarked;

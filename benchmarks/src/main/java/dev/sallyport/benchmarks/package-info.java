/** What is measured; {@code benchmarks/README.md} tells how to run and read it. */
@NullMarked
package dev.sallyport.benchmarks;

import org.jspecify.annotations.NullMarked;

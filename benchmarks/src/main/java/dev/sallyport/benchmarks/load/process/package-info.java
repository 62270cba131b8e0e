/** Processes, databases and programs that benchmarks start, and what they cost. */
@NullMarked
package dev.sallyport.benchmarks.load.process;

import org.jspecify.annotations.NullMarked;

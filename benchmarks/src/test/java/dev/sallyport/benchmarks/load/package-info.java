@NullMarked
package dev.sallyport.benchmarks.load;

import org.jspecify.annotations.NullMarked;

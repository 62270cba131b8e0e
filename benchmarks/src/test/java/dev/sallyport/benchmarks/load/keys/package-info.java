@NullMarked
package dev.sallyport.benchmarks.load.keys;

import org.jspecify.annotations.NullMarked;

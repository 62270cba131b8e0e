@NullMarked
package dev.sallyport.benchmarks.load.report;

import org.jspecify.annotations.NullMarked;

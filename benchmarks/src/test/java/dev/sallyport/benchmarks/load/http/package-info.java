@NullMarked
package dev.sallyport.benchmarks.load.http;

import org.jspecify.annotations.NullMarked;

/** Servers and clients of benchmarks over HTTP. */
@NullMarked
package dev.sallyport.benchmarks.load.http;

import org.jspecify.annotations.NullMarked;

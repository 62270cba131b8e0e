/** Lightweight requests and responses without a container, identical for all subjects. */
@NullMarked
package dev.sallyport.benchmarks.http;

import org.jspecify.annotations.NullMarked;

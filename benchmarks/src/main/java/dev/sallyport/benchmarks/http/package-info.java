/** Requests and responses without a container: the same, and as light, for everybody measured. */
@NullMarked
package dev.sallyport.benchmarks.http;

import org.jspecify.annotations.NullMarked;

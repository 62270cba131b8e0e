/** An empty application of Spring Boot. */
@NullMarked
package dev.sallyport.benchmarks.boot;

import org.jspecify.annotations.NullMarked;

/** What benchmarks are told and what they print. */
@NullMarked
package dev.sallyport.benchmarks.load.report;

import org.jspecify.annotations.NullMarked;

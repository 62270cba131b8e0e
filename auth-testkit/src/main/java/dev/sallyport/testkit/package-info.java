/**
 * Contract tests: extend one, hand it your implementation, and see whether it keeps the promises.
 */
@NullMarked
package dev.sallyport.testkit;

import org.jspecify.annotations.NullMarked;

/**
 * Contract tests for implementations of the service provider interfaces. Extend a contract and
 * provide an implementation to verify it.
 */
@NullMarked
package dev.sallyport.testkit;

import org.jspecify.annotations.NullMarked;

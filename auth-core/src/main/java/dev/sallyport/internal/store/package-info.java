/** Calls to stores: with a timeout, and not while they do not answer. */
@NullMarked
package dev.sallyport.internal.store;

import org.jspecify.annotations.NullMarked;

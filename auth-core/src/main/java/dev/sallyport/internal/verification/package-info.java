/** Verification of tokens: finding the key of a presented token, and caching its state. */
@NullMarked
package dev.sallyport.internal.verification;

import org.jspecify.annotations.NullMarked;

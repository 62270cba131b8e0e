/** Verifies tokens: which key a presented token is of, and what is known of that key. */
@NullMarked
package dev.sallyport.internal.verification;

import org.jspecify.annotations.NullMarked;

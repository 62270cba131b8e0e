/** Tokens: formats, parsing of presented tokens, secrets and digests. */
@NullMarked
package dev.sallyport.token;

import org.jspecify.annotations.NullMarked;

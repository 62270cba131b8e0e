/** The nouns: keys, tokens, their formats, digests and owners. Depends on nothing else of ours. */
@NullMarked
package dev.sallyport.token;

import org.jspecify.annotations.NullMarked;

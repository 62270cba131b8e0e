/** API keys, their owners and the rules for their fields. */
@NullMarked
package dev.sallyport.key;

import org.jspecify.annotations.NullMarked;

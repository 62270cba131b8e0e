/** Utilities used by several internal packages. */
@NullMarked
package dev.sallyport.internal;

import org.jspecify.annotations.NullMarked;

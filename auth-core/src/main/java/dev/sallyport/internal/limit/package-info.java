/** Bounds how often something may be done or fail. */
@NullMarked
package dev.sallyport.internal.limit;

import org.jspecify.annotations.NullMarked;

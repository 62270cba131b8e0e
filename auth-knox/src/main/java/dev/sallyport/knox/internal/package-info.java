/** Implementations of extension points, which {@link java.util.ServiceLoader} finds. No API. */
@NullMarked
package dev.sallyport.knox.internal;

import org.jspecify.annotations.NullMarked;

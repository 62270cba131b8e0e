/** Evaluation of access policies and caching of resources. */
@NullMarked
package dev.sallyport.internal.access;

import org.jspecify.annotations.NullMarked;

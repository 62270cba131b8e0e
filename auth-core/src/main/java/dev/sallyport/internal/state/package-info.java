/** Effective state of keys and its monitoring. */
@NullMarked
package dev.sallyport.internal.state;

import org.jspecify.annotations.NullMarked;

/** What several parts of the engine use. */
@NullMarked
package dev.sallyport.internal;

import org.jspecify.annotations.NullMarked;

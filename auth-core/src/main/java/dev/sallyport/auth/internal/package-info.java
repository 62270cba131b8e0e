/** What several parts of the engine use. */
@NullMarked
package dev.sallyport.auth.internal;

import org.jspecify.annotations.NullMarked;

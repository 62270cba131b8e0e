/** API keys for Jakarta Security. */
@NullMarked
package dev.sallyport.jakarta;

import org.jspecify.annotations.NullMarked;

/** Records when keys were last used, and counts requests. */
@NullMarked
package dev.sallyport.internal.usage;

import org.jspecify.annotations.NullMarked;

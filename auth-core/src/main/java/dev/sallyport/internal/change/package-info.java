/** Writing of key changes with audit records, events and invalidations. */
@NullMarked
package dev.sallyport.internal.change;

import org.jspecify.annotations.NullMarked;

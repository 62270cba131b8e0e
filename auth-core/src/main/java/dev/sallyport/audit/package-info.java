/** Audit log of changes to keys and owners, and usage reports. */
@NullMarked
package dev.sallyport.audit;

import org.jspecify.annotations.NullMarked;

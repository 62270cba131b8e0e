/** Implementation of the audit trail. */
@NullMarked
package dev.sallyport.internal.audit;

import org.jspecify.annotations.NullMarked;

/** Commands that list and verify the audit log. */
@NullMarked
package dev.sallyport.cli.audit;

import org.jspecify.annotations.NullMarked;

/** Pages of keys, the overview and the audit log. */
@NullMarked
package dev.sallyport.admin.console.key;

import org.jspecify.annotations.NullMarked;

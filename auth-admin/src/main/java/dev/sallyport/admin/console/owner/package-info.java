/** Pages of accounts and users. */
@NullMarked
package dev.sallyport.admin.console.owner;

import org.jspecify.annotations.NullMarked;

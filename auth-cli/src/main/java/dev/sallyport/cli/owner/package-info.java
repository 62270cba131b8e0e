/** Commands for accounts and users. */
@NullMarked
package dev.sallyport.cli.owner;

import org.jspecify.annotations.NullMarked;

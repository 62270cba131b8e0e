/** Commands for API keys: create, list, show, change, rotate, delete and purge. */
@NullMarked
package dev.sallyport.cli.key;

import org.jspecify.annotations.NullMarked;

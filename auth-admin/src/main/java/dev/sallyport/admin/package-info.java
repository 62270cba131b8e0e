/** The servlet of the management API and the console. */
@NullMarked
package dev.sallyport.admin;

import org.jspecify.annotations.NullMarked;

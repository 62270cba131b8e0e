/** The management API and the console of a gate, as one servlet. */
@NullMarked
package dev.sallyport.admin;

import org.jspecify.annotations.NullMarked;

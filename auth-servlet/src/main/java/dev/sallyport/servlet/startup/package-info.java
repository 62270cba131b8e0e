/** Behavior while components have not started. */
@NullMarked
package dev.sallyport.servlet.startup;

import org.jspecify.annotations.NullMarked;

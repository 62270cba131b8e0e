/** The decisions: who is let in, and how keys are made, changed and ended. */
@NullMarked
package dev.sallyport;

import org.jspecify.annotations.NullMarked;

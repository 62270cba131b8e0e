/** Metrics and observations with Micrometer. */
@NullMarked
package dev.sallyport.micrometer;

import org.jspecify.annotations.NullMarked;

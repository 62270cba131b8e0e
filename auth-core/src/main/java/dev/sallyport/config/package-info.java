/** Settings: declaration, sources, validation and parsing. */
@NullMarked
package dev.sallyport.config;

import org.jspecify.annotations.NullMarked;

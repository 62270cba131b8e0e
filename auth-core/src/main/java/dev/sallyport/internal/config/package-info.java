/** Settings of the core, and construction of components from settings. */
@NullMarked
package dev.sallyport.internal.config;

import org.jspecify.annotations.NullMarked;

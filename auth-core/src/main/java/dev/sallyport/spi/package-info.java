/** What a backend implements, and the settings it is opened with. */
@NullMarked
package dev.sallyport.spi;

import org.jspecify.annotations.NullMarked;

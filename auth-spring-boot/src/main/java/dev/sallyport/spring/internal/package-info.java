/** What the auto-configuration is made of. */
@NullMarked
package dev.sallyport.spring.internal;

import org.jspecify.annotations.NullMarked;

/** Events that are published to listeners of the host application. */
@NullMarked
package dev.sallyport.event;

import org.jspecify.annotations.NullMarked;

/** Delivery of events to listeners. */
@NullMarked
package dev.sallyport.internal.event;

import org.jspecify.annotations.NullMarked;

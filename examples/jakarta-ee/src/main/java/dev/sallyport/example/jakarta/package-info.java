/** One application for servlet containers and Jakarta EE servers. */
@NullMarked
package dev.sallyport.example.jakarta;

import org.jspecify.annotations.NullMarked;

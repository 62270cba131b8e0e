/** Requests, responses and layout of the console's pages. */
@NullMarked
package dev.sallyport.admin.console.page;

import org.jspecify.annotations.NullMarked;

/** Bodies of requests to the management API. */
@NullMarked
package dev.sallyport.admin.api.body;

import org.jspecify.annotations.NullMarked;

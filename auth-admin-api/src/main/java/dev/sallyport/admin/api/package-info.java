/** Request and response bodies of the management API, shared by server and clients. */
@NullMarked
package dev.sallyport.admin.api;

import org.jspecify.annotations.NullMarked;

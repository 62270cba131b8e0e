/** The bodies of the management API: records that its server and its clients share. */
@NullMarked
package dev.sallyport.admin.api;

import org.jspecify.annotations.NullMarked;

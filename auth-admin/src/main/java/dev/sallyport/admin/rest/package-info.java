/** Routes, requests and responses of the management API. */
@NullMarked
package dev.sallyport.admin.rest;

import org.jspecify.annotations.NullMarked;

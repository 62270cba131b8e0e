package dev.sallyport.auth.cli;

import dev.sallyport.auth.token.Secret;
import java.util.List;

/**
 * Something in a text that is formed as a token is.
 *
 * @param line from 1
 * @param readings what may be the token, where its start is not certain; likeliest first
 * @param knox whether it is of knox's format, which has no checksum
 */
record Sighting(long line, List<Secret> readings, boolean knox) {}

package dev.sallyport.cli.scan;

import dev.sallyport.token.Secret;
import java.util.List;

/**
 * Something in a text that is formed as a token is.
 *
 * @param line from 1
 * @param readings what may be the token, where its start is not certain; likeliest first
 * @param knox whether it is of knox's format, which has no checksum
 */
record TokenMatch(long line, List<Secret> readings, boolean knox) {}

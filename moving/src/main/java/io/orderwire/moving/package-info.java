/**
 * {@code ./orderwire move}: everything that histories are, record by record, from the topics of one
 * generation to those of another, in the same cluster or another one. Each step may be repeated;
 * how far copying has come is written in the transactions that copy. For one thread.
 */
@org.jspecify.annotations.NullMarked
package io.orderwire.moving;

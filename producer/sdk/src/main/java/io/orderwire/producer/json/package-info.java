/**
 * Event JSON, the form in which events arrive over HTTP and in files: one strict, streaming mapping
 * from bytes to {@link io.orderwire.avro.OrderEvent} and back. Pure and thread-safe; nothing here
 * does I/O.
 */
@NullMarked
package io.orderwire.producer.json;

import org.jspecify.annotations.NullMarked;

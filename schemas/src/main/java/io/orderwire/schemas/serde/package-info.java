/**
 * Avro in Confluent's wire format: byte 0, the schema's id as 4 bytes big-endian, the datum in
 * Avro's binary encoding.
 *
 * <p>{@link io.orderwire.schemas.serde.AvroSerializer}, {@link
 * io.orderwire.schemas.serde.AvroDeserializer} and {@link io.orderwire.schemas.serde.AvroSerde} are
 * configured by Confluent's setting names or made by their factories. All are safe for use by many
 * threads. Whatever goes wrong is an {@link io.orderwire.schemas.serde.AvroSerdeException}.
 */
@NullMarked
package io.orderwire.schemas.serde;

import org.jspecify.annotations.NullMarked;

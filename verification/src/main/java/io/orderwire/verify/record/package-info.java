/**
 * What was observed in one run: which events were handed over for publishing and how that ended,
 * what each partner saw on each channel, and which faults were injected meanwhile.
 *
 * <p>Made for some ten million items: texts are kept as 64-bit {@linkplain
 * io.orderwire.verify.record.Fingerprint fingerprints}, and an item takes 44 bytes. Recorders may
 * be used by any number of threads; a {@link io.orderwire.verify.record.Recording} is immutable.
 * All times are nanoseconds of the one clock that the {@link io.orderwire.verify.record.Recorder}
 * was given.
 *
 * <p>A run has one epoch and erases and trims nothing: a sequence names one slot with one content.
 */
@NullMarked
package io.orderwire.verify.record;

import org.jspecify.annotations.NullMarked;

package io.orderwire.processor.history.topology;

import java.util.UUID;

/** Where an input record stands. */
record Origin(UUID topicId, int partition, long offset) {}

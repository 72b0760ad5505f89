package io.orderwire.schemas;

import java.nio.file.Path;

/** What is kept here is of other topics, and those that are to be used have nothing. */
public final class ForeignCopyException extends IllegalStateException {
  ForeignCopyException(Path directory, String found, String wanted) {
    super(
        directory
            + " is a copy that belongs to "
            + found
            + ", and not to "
            + wanted
            + ", where no history is. Move everything there first ('./orderwire move'), or set the"
            + " former cluster again. Only if histories are to begin anew, delete the directory");
  }
}

package io.orderwire.fuzz.make;

import io.orderwire.fuzz.api.Body;
import io.orderwire.fuzz.api.Operation;
import io.orderwire.fuzz.api.Parameter;
import java.util.List;

/** What a request is wrong in. */
sealed interface Target {
  /** Of which operation. */
  Operation operation();

  /** In a parameter. */
  record OfParameter(Operation operation, Parameter parameter) implements Target {
    @Override
    public String toString() {
      return operation.name() + " " + parameter.described();
    }
  }

  /**
   * In a place of a body.
   *
   * @param place as {@link io.orderwire.fuzz.api.Shapes#places} gives them
   */
  record OfPlace(Operation operation, Body body, List<String> place) implements Target {
    @Override
    public String toString() {
      return operation.name() + " " + body.mediaType() + " " + String.join("/", place);
    }
  }

  /** In anything that has nothing to do with what the operation is. */
  record OfRequest(Operation operation, String name, Change change) implements Target {
    @Override
    public String toString() {
      return operation.name() + " request " + name;
    }
  }
}

package io.orderwire.schemas;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects violations, at most {@value #MOST}: more help nobody. */
final class Violations {
  static final int MOST = 100;

  private static final int MAX_INTEGER_DIGITS = 15;
  private static final int MAX_FRACTION_DIGITS = 4;
  private static final BigDecimal AMOUNT_LIMIT = BigDecimal.TEN.pow(MAX_INTEGER_DIGITS);
  // 10^15 with 4 fraction digits has fewer bits; longer numbers are not even looked at
  private static final int MAX_BITS = 256;

  private static final int NONE = -1;

  private final List<Violation> found = new ArrayList<>();
  private int item = NONE;

  /** What is found from here on lies in this item. */
  void inItem(int index) {
    item = index;
  }

  /** What is found from here on lies in no item. */
  void inNoItem() {
    item = NONE;
  }

  void add(String field, String reason) {
    if (!isFull()) {
      found.add(new Violation(pathOf(field), reason));
    }
  }

  /** A path is only made for what is wrong; most events are right. */
  private String pathOf(String field) {
    if (item == NONE) {
      return field;
    }
    String path = "data.items[" + item + "]";
    return field.isEmpty() ? path : path + "." + field;
  }

  boolean isFull() {
    return found.size() >= MOST;
  }

  List<Violation> toList() {
    return List.copyOf(found);
  }

  boolean require(String field, @Nullable Object value) {
    if (value == null) {
      add(field, "is required");
    }
    return value != null;
  }

  void atLeastOne(String field, int value) {
    if (value < 1) {
      add(field, "must be at least 1");
    }
  }

  void name(String field, @Nullable String value) {
    if (!Texts.isName(value)) {
      add(field, "must have 1 to " + EventRules.MAX_NAME + " characters and no control characters");
    }
  }

  void text(String field, @Nullable String value, int least, int most) {
    if (value == null) {
      add(field, "is required");
    } else if (!Texts.isText(value, least, most)) {
      add(
          field,
          "must have " + least + " to " + most + " characters, no U+0000 and no lone surrogates");
    }
  }

  void oneOf(String field, @Nullable String value, Set<String> values) {
    if (value == null || !values.contains(value)) {
      add(field, "must be one of " + values.stream().sorted().toList());
    }
  }

  void amount(String field, @Nullable BigDecimal value) {
    if (value == null) {
      add(field, "is required");
    } else if (value.signum() < 0) {
      add(field, "must not be negative");
    } else if (value.unscaledValue().bitLength() > MAX_BITS
        || Math.abs((long) value.scale()) > MAX_BITS
        || value.compareTo(AMOUNT_LIMIT) >= 0) {
      add(field, "must have at most " + MAX_INTEGER_DIGITS + " integer digits");
    } else if (value.scale() > MAX_FRACTION_DIGITS
        && value.stripTrailingZeros().scale() > MAX_FRACTION_DIGITS) {
      add(field, "must have at most " + MAX_FRACTION_DIGITS + " fraction digits");
    }
  }
}

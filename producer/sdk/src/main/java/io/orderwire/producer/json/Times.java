package io.orderwire.producer.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Times as RFC 3339 (section 5.6) writes them, always with an offset: {@code
 * 2026-11-24T06:00:00.123456+01:00}. Digits beyond microseconds are cut. The year, in UTC, is 1 to
 * 9999. A leap second (second 60) is refused, since the wire format cannot hold it.
 */
final class Times {

  private static final int MAX_LENGTH = 64;

  private Times() {}

  /** Either the time or why there is none. */
  record Result(@Nullable Instant time, String fault) {}

  static Result parse(String text) {
    if (text.length() > MAX_LENGTH || text.length() < 20 || !skeleton(text)) {
      return fault(NOT_RFC_3339);
    }
    int year = number(text, 0, 4);
    int month = number(text, 5, 7);
    int day = number(text, 8, 10);
    int hour = number(text, 11, 13);
    int minute = number(text, 14, 16);
    int second = number(text, 17, 19);
    if (year < 0 || month < 0 || day < 0 || hour < 0 || minute < 0 || second < 0) {
      return fault(NOT_RFC_3339);
    }
    int end = 19;
    long micros = 0;
    if (text.charAt(end) == '.') {
      int from = ++end;
      while (end < text.length() && isDigit(text.charAt(end))) {
        if (end - from < 6) {
          micros = micros * 10 + (text.charAt(end) - '0');
        }
        end++;
      }
      if (end == from) {
        return fault(NOT_RFC_3339);
      }
      for (int digits = end - from; digits < 6; digits++) {
        micros *= 10;
      }
    }
    int offset = offsetSeconds(text, end);
    if (offset == NO_OFFSET) {
      return fault(end == text.length() ? "has no offset: end it with Z or +hh:mm" : NOT_RFC_3339);
    }
    if (second == 60) {
      return fault("is a leap second, which cannot be stored");
    }
    if (hour > 23 || minute > 59 || second > 59) {
      return fault("is no time of day that exists");
    }
    return inUtc(year, month, day, hour * 3600 + minute * 60 + second - offset, micros);
  }

  private static Result inUtc(int year, int month, int day, int seconds, long micros) {
    LocalDate date;
    try {
      date = LocalDate.of(year, month, day);
    } catch (DateTimeException noSuchDay) {
      return fault("is no day that exists");
    }
    Instant time =
        date.atStartOfDay(ZoneOffset.UTC).toInstant().plusSeconds(seconds).plusNanos(micros * 1000);
    int utcYear = time.atOffset(ZoneOffset.UTC).getYear();
    if (utcYear < 1 || utcYear > 9999) {
      return fault("must be within the years 1 to 9999, in UTC");
    }
    return new Result(time, "");
  }

  private static final String NOT_RFC_3339 =
      "must be a time as in RFC 3339, such as 2026-11-24T06:00:00Z";
  private static final int NO_OFFSET = Integer.MIN_VALUE;

  private static boolean skeleton(String text) {
    return text.charAt(4) == '-'
        && text.charAt(7) == '-'
        && (text.charAt(10) == 'T' || text.charAt(10) == 't')
        && text.charAt(13) == ':'
        && text.charAt(16) == ':';
  }

  private static int offsetSeconds(String text, int from) {
    int left = text.length() - from;
    if (left == 1 && (text.charAt(from) == 'Z' || text.charAt(from) == 'z')) {
      return 0;
    }
    if (left != 6 || text.charAt(from + 3) != ':') {
      return NO_OFFSET;
    }
    int hours = number(text, from + 1, from + 3);
    int minutes = number(text, from + 4, from + 6);
    char sign = text.charAt(from);
    if (hours < 0 || minutes < 0 || hours > 23 || minutes > 59 || (sign != '+' && sign != '-')) {
      return NO_OFFSET;
    }
    int seconds = hours * 3600 + minutes * 60;
    return sign == '+' ? seconds : -seconds;
  }

  private static int number(String text, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      if (!isDigit(text.charAt(i))) {
        return -1;
      }
      value = value * 10 + (text.charAt(i) - '0');
    }
    return value;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static Result fault(String reason) {
    return new Result(null, reason);
  }
}

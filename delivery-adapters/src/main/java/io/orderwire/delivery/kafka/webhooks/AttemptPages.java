package io.orderwire.delivery.kafka.webhooks;

import io.orderwire.delivery.kafka.webhooks.RecordedAttempts.Placed;
import io.orderwire.delivery.webhook.Attempt;
import io.orderwire.delivery.webhook.AttemptLog.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Walks over one partition's attempts. A place is between two records: place n is before the record
 * with offset n, so that the same place is where older attempts end and newer ones begin.
 *
 * @param step how many records are read at once
 * @param most how many records a page examines
 */
record AttemptPages(int step, int most) {

  /**
   * Attempts before a place, newest first.
   *
   * @param before a place; beyond the end it is the end
   */
  Page older(RecordedAttempts all, long before, int limit, Predicate<Attempt> filter)
      throws InterruptedException {
    long begin = Math.clamp(before, all.start(), all.end());
    long last = Math.max(all.start(), begin - most);
    List<Attempt> found = new ArrayList<>();
    long next = begin;
    while (next > last) {
      long from = Math.max(last, next - step);
      for (Placed one : all.read(from, next).reversed()) {
        if (filter.test(one.attempt())) {
          found.add(one.attempt());
          if (found.size() == limit) {
            return page(all, found, one.place(), one.place() > all.start());
          }
        }
      }
      next = from;
    }
    return page(all, found, next, next > all.start());
  }

  /**
   * Attempts behind a place, oldest first.
   *
   * @param behind a place; one whose record is not kept any more is the oldest
   */
  Page newer(RecordedAttempts all, long behind, int limit, Predicate<Attempt> filter)
      throws InterruptedException {
    long begin = Math.clamp(behind, all.start(), all.end());
    long last = Math.min(all.end(), begin + most);
    List<Attempt> found = new ArrayList<>();
    long next = begin;
    while (next < last) {
      long to = Math.min(last, next + step);
      for (Placed one : all.read(next, to)) {
        if (filter.test(one.attempt())) {
          found.add(one.attempt());
          if (found.size() == limit) {
            return page(all, found, one.place() + 1, one.place() + 1 < all.end());
          }
        }
      }
      next = to;
    }
    return page(all, found, next, next < all.end());
  }

  private static Page page(RecordedAttempts all, List<Attempt> found, long next, boolean hasMore) {
    return new Page(List.copyOf(found), next, all.end(), hasMore);
  }
}

package io.orderwire.processor.history.topology;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoggedBlockTest {
  private static final byte[] BLOCK = {0, 0, 0, 7, 1, 2, 3};

  @Test
  void a_head_comes_back_from_before_its_block() {
    LoggedBlock read =
        LoggedBlock.fromBytes(new LoggedBlock(BLOCK, new byte[] {9, 8, 7}).toBytes());
    assertThat(read.block()).isEqualTo(BLOCK);
    assertThat(read.head()).containsExactly(9, 8, 7);
  }

  @Test
  void a_block_alone_is_its_own_bytes_as_it_was_before_heads_were_logged() {
    assertThat(new LoggedBlock(BLOCK, null).toBytes()).isEqualTo(BLOCK);
    LoggedBlock read = LoggedBlock.fromBytes(BLOCK);
    assertThat(read.block()).isEqualTo(BLOCK);
    assertThat(read.head()).isNull();
  }
}

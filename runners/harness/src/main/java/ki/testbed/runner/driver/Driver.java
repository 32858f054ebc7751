package ki.testbed.runner.driver;

import io.netty.buffer.ByteBuf;

/** Speaks one protocol with a SUT. A new protocol is a new driver; nothing else has to know it. */
public interface Driver {
  /** One look at how far the SUT is. */
  Look look(Caller caller);

  /** Checks that the SUT keeps the contract, and learns from it what later requests need. */
  Conformity examine(Caller caller);

  /** Bytes of the request for a sample. */
  int requestBytes(int sample);

  /**
   * Writes the whole request for a sample; on the event loop, allocates nothing.
   *
   * @param idHigh upper half of the id the answer must carry
   */
  void write(int sample, long idHigh, long idLow, ByteBuf out);

  /**
   * Judges the body of an answer with status 200; off the event loop, from one thread.
   *
   * @param marks when it arrived, where it is a stream
   */
  Checked check(byte[] body, Marks marks, long idHigh, long idLow);
}

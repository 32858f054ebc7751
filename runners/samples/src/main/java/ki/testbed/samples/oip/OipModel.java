package ki.testbed.samples.oip;

import java.util.List;

/** A model behind the protocol; called by several threads at once. */
public interface OipModel {
  /** What it is; the same from the first moment on. */
  ModelCard card();

  /** Whether it can answer now. */
  boolean ready();

  /**
   * Answers one request.
   *
   * @param inputs one tensor per declared input, in declared order, names, types and shapes checked
   * @return one tensor per declared output, in declared order
   * @throws OipRefusal if it cannot answer this
   */
  List<Tensor> infer(List<Tensor> inputs) throws OipRefusal;
}

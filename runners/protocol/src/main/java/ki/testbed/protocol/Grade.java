package ki.testbed.protocol;

/** How strict the conditions of a run are. */
public enum Grade {
  /** Full windows and disjoint CPU sets; may carry a statement. */
  FORMAL,
  /** Short windows or shared CPUs; shown, marked as preview. */
  PREVIEW
}

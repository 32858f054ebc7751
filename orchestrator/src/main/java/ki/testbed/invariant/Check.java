package ki.testbed.invariant;

/** A look at what no statement can see; notes what it finds. */
interface Check {
  void look();
}

package ki.testbed.cli;

import java.util.function.Supplier;

/** What every command works with. */
record Client(Api api, Screen screen, Words words, Patience patience, Supplier<String> keys) {
  Submitting submitting() {
    return new Submitting(api, screen, words, patience, keys);
  }

  Watching watching() {
    return new Watching(api, patience, new News(screen, words));
  }
}

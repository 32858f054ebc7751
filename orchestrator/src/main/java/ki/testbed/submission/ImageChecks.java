package ki.testbed.submission;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import ki.testbed.evidence.BlobStore;
import ki.testbed.protocol.Sha256;
import ki.testbed.submission.ImageCheck.Examined;
import ki.testbed.submission.SubmissionStore.Claimed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks submissions in the background, a bounded number at a time. A check is a claim on its row
 * that is renewed while it goes on; where the process dies, another check begins when the claim has
 * run out.
 */
final class ImageChecks implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ImageChecks.class);

  private final SubmissionStore store;
  private final BlobStore blobs;
  private final ImagePulls pulls;
  private final ImageCheck check;
  private final CheckEnd end;
  private final SubmissionProperties.Checks bounds;
  private final Uploads.Clocks clocks;
  private final UUID self;
  private final Semaphore free;
  private final AtomicBoolean asked = new AtomicBoolean();
  private final Set<Future<Examined>> running = ConcurrentHashMap.newKeySet();
  private volatile boolean stopping;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  ImageChecks(
      Parts parts, ImageCheck check, CheckEnd end, SubmissionProperties.Checks bounds, UUID self) {
    this.store = parts.store();
    this.blobs = parts.blobs();
    this.clocks = parts.clocks();
    this.pulls = parts.pulls();
    this.check = check;
    this.end = end;
    this.bounds = bounds;
    this.self = self;
    this.free = new Semaphore(bounds.atOnce());
  }

  /** What uploads and submissions share. */
  record Parts(SubmissionStore store, BlobStore blobs, ImagePulls pulls, Uploads.Clocks clocks) {}

  /** Ends what is too old, then begins as many checks as may go on at once. */
  void look() {
    Instant now = clocks.now();
    store.rejectOlder(now.minus(bounds.maximumAge()), SubmissionFindings.notChecked(), now);
    asked.set(true);
    while (!stopping && asked.get() && free.tryAcquire()) {
      asked.set(false);
      if (begin(now)) {
        asked.set(true);
      } else {
        free.release(); // who asked meanwhile found no place, so the loop looks once more for them
      }
    }
  }

  private boolean begin(Instant now) {
    Optional<Claimed> claimed = store.claim(self, now, now.plus(bounds.lease()));
    claimed.ifPresent(one -> threads.execute(() -> checkThenLook(one)));
    return claimed.isPresent();
  }

  private void checkThenLook(Claimed claimed) {
    try {
      check(claimed);
    } finally {
      free.release();
    }
    look();
  }

  private void check(Claimed claimed) {
    Future<Examined> examined = threads.submit(() -> examine(claimed));
    running.add(examined);
    if (stopping) {
      examined.cancel(true); // close() did not see it any more
    }
    try {
      end.end(claimed, self, await(claimed, examined));
    } catch (CancellationException | InterruptedException _) {
      store.renew(claimed.id(), self, clocks.now()); // this process ends: somebody else may begin
    } catch (ExecutionException | IOException e) {
      LOG.warn("submission {} could not be checked and will be checked again", claimed.id(), e);
    } finally {
      running.remove(examined);
      examined.cancel(true);
    }
  }

  private Examined examine(Claimed claimed) throws IOException, InterruptedException {
    try {
      var here = claimed.source().archive();
      Sha256 archive = here.isPresent() ? here.get() : pulls.fetch(claimed, self);
      return check.check(blobs.path(archive), claimed.manifestText());
    } catch (RegistryRefusal refusal) {
      return check.without(claimed.manifestText(), refusal.finding());
    }
  }

  private Examined await(Claimed claimed, Future<Examined> examined)
      throws InterruptedException, ExecutionException, IOException {
    Duration beat = bounds.lease().dividedBy(3);
    while (true) {
      try {
        return examined.get(beat.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException _) {
        if (!store.renew(claimed.id(), self, clocks.now().plus(bounds.lease()))) {
          throw new IOException("the claim is lost");
        }
      }
    }
  }

  /** Stops checks that are going on, but no thread in the middle of a statement. */
  @Override
  public void close() {
    stopping = true;
    running.forEach(examined -> examined.cancel(true));
    threads.close();
  }
}

package ki.testbed.submission;

import java.net.InetAddress;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import ki.testbed.access.AuditPort;
import ki.testbed.access.KeptSecret;
import ki.testbed.evidence.BlobStore;
import ki.testbed.failpoint.Failpoints;
import ki.testbed.intake.IntakeBounds;
import ki.testbed.intake.IntakeCommand;
import ki.testbed.intake.IntakeProcess;
import ki.testbed.rules.ManifestLimits;
import ki.testbed.submission.ImageChecks.Parts;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.support.TransactionOperations;

/** Puts the module together. */
@Configuration(proxyBeanMethods = false)
class SubmissionConfiguration {
  @Bean
  Uploads.Clocks submissionClocks(InstantSource clock) {
    return new Uploads.Clocks(clock, System::nanoTime);
  }

  @Bean
  Changes submissionChanges(TransactionOperations transactions, Failpoints failpoints) {
    return new Changes(transactions, failpoints);
  }

  @Bean
  Parts submissionParts(JdbcClient db, BlobStore blobs, ImagePulls pulls, Uploads.Clocks clocks) {
    return new Parts(new SubmissionStore(db), blobs, pulls, clocks);
  }

  @Bean
  SealedLogin sealedLogin(SubmissionProperties properties, RandomGenerator random) {
    var key = KeptSecret.of(properties.secrets(), "registry-logins", random);
    return new SealedLogin(key, random);
  }

  @Bean
  ImagePulls imagePulls(
      JdbcClient db,
      BlobStore blobs,
      Uploads uploads,
      SealedLogin logins,
      SubmissionProperties properties) {
    return new ImagePulls(
        properties.registries(),
        InetAddress::getAllByName,
        logins,
        uploads,
        new ImagePulls.Stored(new SubmissionStore(db), blobs));
  }

  @Bean
  Uploads uploads(
      JdbcClient db,
      BlobStore blobs,
      Changes changes,
      SubmissionProperties properties,
      Uploads.Clocks clocks) {
    return new Uploads(new UploadStore(db), blobs, changes, properties.uploads(), clocks);
  }

  @Bean
  ImageCheck imageCheck(SubmissionProperties properties) {
    var intake = new IntakeProcess(IntakeCommand.ofThisProcess(), properties.checks().limit());
    return new ImageCheck(intake::check, IntakeBounds.DEFAULTS, ManifestLimits.defaults());
  }

  @Bean(destroyMethod = "close")
  ImageChecks imageChecks(
      Parts parts, ImageCheck check, Changes changes, SubmissionProperties properties) {
    var end = new CheckEnd(parts.store(), changes, parts.clocks());
    return new ImageChecks(parts, check, end, properties.checks(), UUID.randomUUID());
  }

  @Bean
  StoredSubmissions.Recorded recordedSubmissions(
      Changes changes, AuditPort audit, SubmissionProperties properties) {
    return new StoredSubmissions.Recorded(changes, audit, properties.hourly());
  }

  @Bean
  Submissions submissions(
      Uploads uploads,
      Parts parts,
      ImageCheck check,
      ImageChecks checks,
      StoredSubmissions.Recorded recorded) {
    return new StoredSubmissions(uploads, parts, check, checks, recorded);
  }

  @Bean
  Rounds submissionRounds(Uploads uploads, ImageChecks checks) {
    return new Rounds(uploads, checks);
  }

  /** What happens by itself. */
  record Rounds(Uploads uploads, ImageChecks checks) {
    @Scheduled(fixedDelay = 3, timeUnit = TimeUnit.SECONDS)
    void check() {
      checks.look();
    }

    @Scheduled(fixedDelay = 30, timeUnit = TimeUnit.SECONDS)
    void tidy() {
      uploads.tidy();
    }
  }
}

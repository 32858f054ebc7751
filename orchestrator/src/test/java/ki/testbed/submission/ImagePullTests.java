package ki.testbed.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import ki.testbed.access.KeptSecret;
import ki.testbed.intake.ArchiveCheck;
import ki.testbed.intake.IntakeBounds;
import ki.testbed.protocol.Sha256;
import ki.testbed.submission.SubmissionProperties.Registry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images on their way from a registry, good ones and others. */
class ImagePullTests {
  private static final long ROOM = 1 << 20;
  private static final Optional<RegistryLogin> LOGIN =
      Optional.of(new RegistryLogin("acme", "a very secret token"));

  @TempDir Path folder;
  private final List<Registry> listed = new ArrayList<>();
  private Path file;

  @BeforeEach
  void setUp() {
    file = folder.resolve("pull");
  }

  private Sha256 pull(RegistryStub registry) throws Exception {
    return pull(registry, ROOM, InetAddress::getAllByName);
  }

  private Sha256 pull(RegistryStub registry, long room, RegistryHosts.Names names)
      throws Exception {
    var client = new RegistryClient(registry.reference(), LOGIN, new RegistryHosts(listed, names));
    return new ImagePull(registry.reference(), client, room, Duration.ofMillis(1)).into(file);
  }

  private RegistryStub registry() throws Exception {
    var registry = new RegistryStub(TestImages.pushed("good"));
    listed.add(new Registry(registry.host(), true, true));
    return registry;
  }

  @Test
  void whatArrivesIsAnArchiveLikeAnyOther() throws Exception {
    try (var registry = registry()) {
      Sha256 hash = pull(registry);

      assertThat(Sha256.of(Files.readAllBytes(file))).isEqualTo(hash);
      var result = ArchiveCheck.check(file, IntakeBounds.DEFAULTS);
      assertThat(result.findings()).isEmpty();
      assertThat(result.accepted()).isTrue();
      assertThat(registry.heard())
          .as("nobody asked for the login")
          .noneMatch(one -> one.contains("Basic"));
    }
  }

  @Test
  void whatBreaksOffGoesOnFromThere() throws Exception {
    try (var registry = registry()) {
      registry.breakOff(3);

      pull(registry);

      assertThat(ArchiveCheck.check(file, IntakeBounds.DEFAULTS).accepted()).isTrue();
      assertThat(registry.heard()).anyMatch(one -> one.matches(".*bytes=[1-9][0-9]*-.*"));
    }
  }

  @Test
  void whatBreaksOffAgainAndAgainIsGivenUp() throws Exception {
    try (var registry = registry()) {
      registry.breakOff(1000);
      assertThatThrownBy(() -> pull(registry)).hasMessageStartingWith("I134");
    }
    try (var gone = registry()) {
      gone.close();
      assertThatThrownBy(() -> pull(gone)).hasMessageStartingWith("I134");
    }
  }

  @Test
  void otherBytesThanTheDigestSaysAreRefused() throws Exception {
    try (var registry = registry()) {
      registry.lie();
      assertThatThrownBy(() -> pull(registry)).hasMessageStartingWith("I108");
    }
  }

  @Test
  void moreThanThereIsRoomForIsRefusedBeforeAByte() throws Exception {
    try (var registry = registry()) {
      assertThatThrownBy(() -> pull(registry, 1000, InetAddress::getAllByName))
          .hasMessageStartingWith("I135");
      assertThat(registry.heard()).noneMatch(one -> one.contains("/blobs/"));
    }
  }

  @Test
  void theLoginGoesToTheRegistryButNotWhereItsBlobsAre() throws Exception {
    try (var store = registry();
        var registry = registry()) {
      registry.wantLogin("acme:a very secret token");
      registry.sendElsewhere("http://" + store.host());

      pull(registry);

      assertThat(registry.heard()).anyMatch(one -> one.contains("Basic"));
      assertThat(store.heard()).isNotEmpty().noneMatch(one -> one.contains("Basic"));
    }
  }

  @Test
  void redirectsLeadToListedHostsOnlyAndNotInCircles() throws Exception {
    try (var registry = registry()) {
      for (String target :
          List.of(
              "http://169.254.169.254", "https://" + registry.host(), "file://", "http://[::1]")) {
        registry.sendElsewhere(target);
        assertThatThrownBy(() -> pull(registry)).as(target).hasMessageStartingWith("I133");
      }
      registry.sendElsewhere("http://" + registry.host());
      assertThatThrownBy(() -> pull(registry)).hasMessageContaining("HTTP 310");
    }
  }

  @Test
  void aNameThatLeadsInsideIsRefusedUnlessListedSo() throws Exception {
    try (var registry = new RegistryStub(TestImages.pushed("good"))) {
      listed.add(new Registry(registry.host(), false, false));
      assertThatThrownBy(() -> pull(registry)).hasMessageContaining("internal network");
    }
  }

  /** A name that has another address the second time leads nowhere else. */
  @Test
  void theAddressIsAskedForOnce() throws Exception {
    try (var registry = registry()) {
      var answers = new ArrayList<InetAddress>();
      pull(
          registry,
          ROOM,
          host -> {
            answers.add(InetAddress.getByName(answers.isEmpty() ? host : "192.0.2.1"));
            return new InetAddress[] {answers.getLast()};
          });
      assertThat(answers).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fc00::1",
        "fd12::1",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2001::1"
      })
  void insideIsInside(String address) throws Exception {
    assertThat(RegistryHosts.isInside(InetAddress.getByName(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1", "172.32.0.1", "100.128.0.1", "2a00::1", "2001:db8::1"})
  void outsideIsNot(String address) throws Exception {
    assertThat(RegistryHosts.isInside(InetAddress.getByName(address))).isFalse();
  }

  @Test
  void aReferenceNamesADigestAndNothingElseIsRead() {
    String digest = "@sha256:" + "a".repeat(64);
    assertThat(ImageReference.parse("registry.example/acme/triage" + digest))
        .contains(
            new ImageReference("registry.example", "acme/triage", new Sha256("a".repeat(64))));
    assertThat(ImageReference.parse("localhost:5000/triage:1.0" + digest).orElseThrow())
        .hasToString("localhost:5000/triage" + digest);
    assertThat(
            Stream.of(
                "registry.example/acme/triage",
                "registry.example/acme/triage:latest",
                "acme/triage" + digest,
                "registry.example/../triage" + digest,
                "registry.example/acme/triage@sha256:" + "A".repeat(64),
                "user:secret@registry.example/acme" + digest,
                "https://registry.example/acme" + digest,
                "registry.example/acme?x" + digest,
                "registry.example/acme\n" + digest))
        .allSatisfy(text -> assertThat(ImageReference.parse(text)).as(text).isEmpty());
  }

  @Test
  void aSealedLoginOpensWithItsKeyOnly() {
    var login = new RegistryLogin("acme", "a:very secret token");
    var sealed = new SealedLogin(new KeptSecret("one"), new Random(1));

    assertThat(sealed.open(sealed.seal(login))).isEqualTo(login);
    assertThat(sealed.seal(login)).isNotEqualTo(sealed.seal(login));
    assertThatThrownBy(
            () -> new SealedLogin(new KeptSecret("two"), new Random(1)).open(sealed.seal(login)))
        .isInstanceOf(IllegalStateException.class);
    assertThat(login.toString()).doesNotContain("acme", "secret");
  }
}

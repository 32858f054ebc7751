package ki.testbed.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import ki.testbed.access.Accounts;
import ki.testbed.access.Caller;
import ki.testbed.access.NewToken;
import ki.testbed.access.Right;
import ki.testbed.access.TokenEntry;
import ki.testbed.api.Idempotency.Created;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The caller's own tokens. A secret is told once; a repeated request gets the answer without it.
 */
@RestController
@RequestMapping(ApiRules.ROOT + "/tokens")
class TokenController {
  private static final Duration USUAL = Duration.ofDays(30);

  private final Accounts accounts;
  private final Idempotency idempotency;
  private final EntityTags tags;

  TokenController(Accounts accounts, Idempotency idempotency, EntityTags tags) {
    this.accounts = accounts;
    this.idempotency = idempotency;
    this.tags = tags;
  }

  @GetMapping
  Listing<TokenEntry> list(@AuthenticationPrincipal Caller caller) {
    return Listing.whole(accounts.tokens(caller));
  }

  @GetMapping("/{id}")
  ResponseEntity<TokenEntry> show(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    return tags.tagged(find(caller, id));
  }

  @PostMapping
  ResponseEntity<String> make(
      @AuthenticationPrincipal Caller caller,
      HttpServletRequest request,
      @Valid @RequestBody WantedToken body) {
    if (!caller.may(Right.TOKEN_WRITE)) {
      throw new ApiProblem(ProblemCode.STEP_UP_REQUIRED);
    }
    var made = new AtomicReference<NewToken>();
    return idempotency.once(
        caller,
        request,
        () -> {
          NewToken token = accounts.newToken(caller, body.name(), body.scopes(), body.lifetime());
          made.set(token);
          return new Created(
              201,
              new Told(token.id(), token.expiresAt()),
              ApiRules.ROOT + "/tokens/" + token.id());
        },
        made::get);
  }

  @DeleteMapping("/{id}")
  ResponseEntity<Void> revoke(
      @AuthenticationPrincipal Caller caller, HttpServletRequest request, @PathVariable String id) {
    tags.require(request, find(caller, id));
    if (!accounts.revokeToken(caller, id)) {
      throw Missing.object();
    }
    return ResponseEntity.noContent().build();
  }

  private TokenEntry find(Caller caller, String id) {
    return accounts.tokens(caller).stream()
        .filter(token -> token.id().equals(id))
        .findFirst()
        .orElseThrow(Missing::object);
  }

  /**
   * A token to make.
   *
   * @param validFor how long; 30 days if absent
   */
  record WantedToken(
      @NotNull String name,
      @NotNull Set<String> scopes,
      @org.jspecify.annotations.Nullable Duration validFor) {
    Duration lifetime() {
      return validFor == null ? USUAL : validFor;
    }
  }

  /** A token without its secret. */
  record Told(String id, Instant expiresAt) {}
}

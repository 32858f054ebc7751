package ki.testbed.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * One part of a list.
 *
 * @param next cursor of what follows; absent at the end
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record Listing<T>(List<T> items, Optional<String> next) {
  /** A list that is given whole. */
  static <T> Listing<T> whole(List<T> items) {
    return new Listing<>(items, Optional.empty());
  }

  /**
   * Shows at most limit of the items found, of which there may be one more to tell that more
   * follows.
   */
  static <S, T> Listing<T> of(
      List<S> found,
      int limit,
      Function<S, T> view,
      Function<S, UUID> id,
      Function<UUID, String> cursor) {
    List<S> shown = found.subList(0, Math.min(limit, found.size()));
    Optional<String> next =
        found.size() > limit
            ? Optional.of(cursor.apply(id.apply(shown.getLast())))
            : Optional.empty();
    return new Listing<>(shown.stream().map(view).toList(), next);
  }

  /** With the header {@code Link} where more follows. */
  ResponseEntity<Listing<T>> answer() {
    var builder = ResponseEntity.ok();
    next.ifPresent(cursor ->
        builder.header(
            HttpHeaders.LINK,
            "<"
                + ServletUriComponentsBuilder.fromCurrentRequestUri()
                    .replaceQueryParam("cursor", cursor)
                    .build()
                    .getPath()
                + "?cursor="
                + cursor
                + ">; rel=\"next\""));
    return builder.body(this);
  }
}

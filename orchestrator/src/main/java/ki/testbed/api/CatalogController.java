package ki.testbed.api;

import ki.testbed.access.Caller;
import ki.testbed.catalog.Catalog;
import ki.testbed.catalog.PlanRef;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Published test plans and registered data sets. */
@RestController
@RequestMapping(ApiRules.ROOT)
class CatalogController {
  private final Catalog catalog;
  private final EntityTags tags;
  private final JsonMapper json;

  CatalogController(Catalog catalog, EntityTags tags, JsonMapper json) {
    this.catalog = catalog;
    this.tags = tags;
    this.json = json;
  }

  @GetMapping("/test-plans")
  Listing<PlanView> plans(@AuthenticationPrincipal Caller caller) {
    return Listing.whole(
        catalog.plans(caller).stream().map(plan -> PlanView.of(plan, json)).toList());
  }

  @GetMapping("/test-plans/{id}/versions/{version}")
  ResponseEntity<PlanView> plan(
      @AuthenticationPrincipal Caller caller, @PathVariable String id, @PathVariable int version) {
    return tags.tagged(
        catalog
            .plan(caller, new PlanRef(id, version))
            .map(plan -> PlanView.of(plan, json))
            .orElseThrow(Missing::object));
  }

  @GetMapping("/data-sets")
  Listing<DataSetView> dataSets(@AuthenticationPrincipal Caller caller) {
    return Listing.whole(catalog.dataSets(caller).stream().map(DataSetView::of).toList());
  }

  @GetMapping("/data-sets/{id}/versions/{version}")
  ResponseEntity<DataSetView> dataSet(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @PathVariable String version) {
    return tags.tagged(
        catalog.dataSets(caller).stream()
            .filter(set -> set.id().equals(id) && set.version().equals(version))
            .findFirst()
            .map(DataSetView::of)
            .orElseThrow(Missing::object));
  }
}

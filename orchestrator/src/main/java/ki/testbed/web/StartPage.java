package ki.testbed.web;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Where people begin: the doors, the four steps, the description of the API. */
@Controller
class StartPage {
  @GetMapping("/")
  String home() {
    return "home";
  }

  @GetMapping("/start")
  String start(Model model) {
    model.addAttribute(
        "address", ServletUriComponentsBuilder.fromCurrentContextPath().build().toUriString());
    return "start";
  }

  @GetMapping("/openapi/testbed-v1.yaml")
  ResponseEntity<Resource> description() {
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_YAML)
        .body(new ClassPathResource("openapi/testbed-v1.yaml"));
  }
}

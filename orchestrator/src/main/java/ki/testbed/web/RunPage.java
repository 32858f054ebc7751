package ki.testbed.web;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import ki.testbed.access.Caller;
import ki.testbed.evaluation.Evaluations;
import ki.testbed.evaluation.Run;
import ki.testbed.evaluation.RunId;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** One run: history, values, conditions, sandbox, evidence, logs. */
@Controller
@RequestMapping("/runs/{id}")
class RunPage {
  private static final int LOG_BYTES = 1 << 20;

  private final Evaluations evaluations;
  private final RunSheets sheets;
  private final PhraseBook phrases;

  RunPage(Evaluations evaluations, RunSheets sheets, PhraseBook phrases) {
    this.evaluations = evaluations;
    this.sheets = sheets;
    this.phrases = phrases;
  }

  @GetMapping
  String show(
      @AuthenticationPrincipal Caller caller, @PathVariable UUID id, Locale locale, Model model) {
    model.addAttribute("sheet", sheets.of(caller, find(caller, id), phrases.in(locale)));
    return "run";
  }

  /** A log as text that no browser executes. */
  @GetMapping("/logs/{channel}")
  ResponseEntity<byte[]> log(
      @AuthenticationPrincipal Caller caller, @PathVariable UUID id, @PathVariable String channel) {
    String text = sheets.log(caller, find(caller, id), channel, LOG_BYTES);
    return file(
        text,
        new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8),
        id + "-" + channel + ".log");
  }

  @GetMapping("/latency.csv")
  ResponseEntity<byte[]> curve(@AuthenticationPrincipal Caller caller, @PathVariable UUID id) {
    String csv = sheets.curve(caller, find(caller, id)).orElseThrow(PageProblem::missing);
    return file(csv, new MediaType("text", "csv", StandardCharsets.UTF_8), id + "-latency.csv");
  }

  private static ResponseEntity<byte[]> file(String text, MediaType type, String name) {
    return ResponseEntity.ok()
        .contentType(type)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename(name).build().toString())
        .header("Content-Security-Policy", "default-src 'none'; sandbox")
        .body(text.getBytes(StandardCharsets.UTF_8));
  }

  private Run find(Caller caller, UUID id) {
    return evaluations.run(caller, new RunId(id)).orElseThrow(PageProblem::missing);
  }
}

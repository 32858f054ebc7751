package ki.testbed.web;

import java.util.List;

/** What the page of an evaluation shows, in the order of its parts. */
public record EvaluationSheet(
    String id,
    String name,
    String version,
    String submission,
    String digest,
    String shortDigest,
    String plan,
    String planTitle,
    String planHash,
    List<String> dataHashes,
    Badge state,
    String createdAt,
    String summary,
    List<String> answers,
    List<Failure> failures,
    List<Tile> tiles,
    List<CriterionRow> criteria,
    List<PlotBlock> plots,
    List<RunLine> runs,
    List<String> untested,
    boolean open,
    boolean cancellable,
    boolean preview,
    boolean dryRun,
    boolean repeatable,
    boolean stated) {}

package ki.testbed.runner;

import ki.testbed.protocol.Answers;
import ki.testbed.protocol.Event;
import ki.testbed.protocol.Observations;
import ki.testbed.protocol.Pieces;
import ki.testbed.protocol.Scores;
import ki.testbed.protocol.Severity;
import ki.testbed.protocol.Wire;
import ki.testbed.runner.measure.Recording;
import ki.testbed.runner.report.ChunkWriter;
import ki.testbed.runner.report.EventWriter;
import ki.testbed.runner.scenario.AnswerIndex;
import ki.testbed.runner.scenario.Labels;
import ki.testbed.runner.scenario.PieceLog;

/** Puts all raw data on stdout. */
final class Report {
  private final EventWriter events;
  private final ChunkWriter chunks;
  private final AnswerIndex answers;
  private final PieceLog pieces;

  Report(EventWriter events, AnswerIndex answers, PieceLog pieces) {
    this.events = events;
    this.chunks = new ChunkWriter(events);
    this.answers = answers;
    this.pieces = pieces;
  }

  void score(Labels truth, Recording recording) {
    Scores scores = truth.score(recording, answers);
    chunks.write(ChunkWriter.Kind.OUTCOMES, scores.rows(), scores::encode);
  }

  void raw(Recording recording, Observations observations) {
    for (int from = 0; from < recording.rows(); from += Recording.BLOCK) {
      int rows = Math.min(Recording.BLOCK, recording.rows() - from);
      chunks.write(ChunkWriter.Kind.EXCHANGES, rows, recording.block(from)::encode);
    }
    Pieces stream = pieces.pieces();
    chunks.write(ChunkWriter.Kind.STREAM, stream.rows(), stream::encode);
    Answers distinct = answers.answers();
    chunks.write(ChunkWriter.Kind.ANSWERS, distinct.rows(), distinct::encode);
    chunks.write(ChunkWriter.Kind.HARNESS, 1, (_, _) -> Wire.write(observations));
    if (answers.beyondCount() > 0) {
      events.write(
          new Event.Noticed(
              "ANSWERS_CAPPED",
              Severity.INFO,
              answers.beyondCount() + " answers were new after the index of answers was full"));
    }
    if (pieces.claimDiffers()) {
      events.write(
          new Event.Noticed(
              "TOKEN_COUNT_DIFFERS",
              Severity.WARNING,
              "the service counted " + pieces.claimed() + " tokens, we " + pieces.counted()));
    }
    chunks.complete();
  }
}

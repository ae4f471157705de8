/// How well one task was learned, against everything it has to beat.
package struct TaskScores: Hashable, Sendable {
  /// The task's name.
  package var task: String
  /// Mean test loss of the task's own, fully supervised network.
  package var ownLoss: Double?
  /// Mean test loss of the best guess that ignores the image.
  package var averageLoss: Double?
  /// Mean test loss of a readout on an encoder that was never trained.
  package var randomLoss: Double?
  /// Mean test loss of a network trained from scratch on the data that transfers get.
  package var scratchLoss: Double?
  /// Mean test loss of the best transfer.
  package var bestLoss: Double?
  /// The sources of the best transfer; empty where there is none.
  package var bestSources: [String]
  /// Share of test images on which the own network beats the average guess, 0 to 1.
  package var ownOverAverage: Double?
  /// Share of test images on which the own network beats the random encoder's readout, 0 to 1.
  package var ownOverRandom: Double?
  /// Share of test images on which the best transfer beats the network from scratch, 0 to 1.
  package var bestOverScratch: Double?
  /// Share of test images on which the best transfer beats the own network, 0 to 1.
  package var bestOverOwn: Double?

  /// Scores of `task`, none of them known yet.
  package init(task: String) {
    self.task = task
    bestSources = []
  }
}

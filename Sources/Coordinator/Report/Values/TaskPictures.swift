/// What is seen, what is true and what is predicted on a few test images of one task.
package struct TaskPictures: Hashable, Sendable {
  /// The task's name.
  package let task: String
  /// Input, ground truth and the prediction of the task's own network; what is missing is left out.
  package let strips: [SampleStrip]
  /// The predictions of others for the same images; empty where nothing is compared.
  package let rivals: [SampleStrip]

  /// The pictures of `task`, a column per image in all strips.
  package init(task: String, strips: [SampleStrip], rivals: [SampleStrip] = []) {
    self.task = task
    self.strips = strips
    self.rivals = rivals
  }
}

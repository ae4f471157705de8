internal import Documents

extension SpecField {
  private static let optimizers = Kind.choice(
    TrainingSettings.Optimizer.allCases.map(\.rawValue))

  /// Every setting of a job spec, in the order in which the schema lists them.
  package static let all: [SpecField] = [
    SpecField("name", .text, "map", "What people call the run."),
    SpecField(
      "data", .choice(DatasetReference.Kind.allCases.map(\.rawValue)), "scenes",
      "The images: rooms that the program renders, folders in the layout of the released Taskonomy "
        + "data, or a folder of photos, whose labels are computed from the pixels."),
    SpecField(
      "dataset", .optionalText, .null,
      "What --data NAME=DIR calls the images' files; null for the same name as \"data\"."),
    SpecField(
      "manifests", .digests, .object([]),
      "Which files the datasets have: the digests that 'worker check-data --manifest' prints and "
        + "'submit --data' fills in."),
    SpecField(
      "taskonomy.splits", .optionalText, .null,
      "The CSV file (id,train,val,test) in the folder that puts buildings into splits; null for "
        + "the only one there."),
    SpecField(
      "seed", .integer(0...Int(1 << 53)), 1,
      "The seed of initial weights, dropout and the order of batches."),
    SpecField(
      "scenes.seed", .integer(0...Int(1 << 53)), 2018, "The seed of the rendered rooms."),
    SpecField(
      "size", .integer(64...512), 64,
      "Pixels per side of an image: 256 for the encoder resnet50, 64 for the others."),
    SpecField(
      "scenes.supersampling", .integer(1...4), 2, "Rays per side of a pixel."),
    SpecField(
      "splits.train", .integer(1...10_000_000), 5000, "Images for the task networks."),
    SpecField(
      "splits.transfer", .integer(1...10_000_000), 1000,
      "Images for the transfers, from rooms that no encoder has seen."),
    SpecField(
      "splits.validation", .integer(2...10_000_000), 250,
      "Images on which sets of sources are chosen, so that the test images have no say in it."),
    SpecField(
      "splits.test", .integer(2...10_000_000), 500, "Images on which everything is judged."),
    SpecField(
      "tasks", .tasks(isOptional: false),
      .texts(TaskDictionary.all.map(\.name)),
      "The tasks of the map, by name or alias."),
    SpecField(
      "sources", .tasks(isOptional: true), .null,
      "The tasks whose encoders may be sources; null for all tasks and the random encoder."),
    SpecField(
      "targets", .tasks(isOptional: true), .null,
      "The tasks that must be solved; null for all tasks that are targets in the dictionary."),
    SpecField(
      "define", .definitions, .array([]),
      "Tasks of your own, each with a name, labels, a head and a loss; they belong to the map."),
    SpecField(
      "network.encoder", .choice(NetworkChoice.Encoder.allCases.map(\.rawValue)), "small",
      "The encoder: for 64 pixels small (seven convolutions, the fastest), dilated (ten, which see "
        + "more of the image) or fine (six, dilated, with the paper's 16x16 grid); for 256 resnet50, "
        + "the paper's."),
    SpecField(
      "network.width", .integer(4...64), 8,
      "Channels of the encoder's first layer: 8 for 64 pixels, 64 in the paper."),
    SpecField(
      "network.representation", .integer(1...64), 8, "Channels of the representation."),
    SpecField(
      "training.steps", .integer(1...10_000_000), 500, "Steps of a task network's training."),
    SpecField(
      "training.viewFactor", .integer(1...100), 1,
      "How many times as many steps the poses of cameras are trained."),
    SpecField(
      "training.matchingFactor", .integer(1...100), 2,
      "How many times as many steps point matching is trained: each room makes two pairs for it."),
    SpecField(
      "training.batch", .integer(1...1024), 32, "Samples a step."),
    SpecField(
      "training.optimizer", optimizers, "adamw",
      "What moves a task network: adamw, or muon for its filters and adamw for all else."),
    SpecField(
      "training.learningRate", .decimal(1e-8...1), 0.003,
      "The highest learning rate of the one-cycle schedule."),
    SpecField(
      "training.weightDecay", .decimal(0...10), 0.0001,
      "The decay of the weights: a step takes learning rate times this share of them away."
    ),
    SpecField(
      "scratch.steps", .integer(1...10_000_000), 125,
      "Steps of the network trained from scratch on the transfers' images, where the target is a map."
    ),
    SpecField(
      "scratch.vectorSteps", .integer(1...10_000_000), 250,
      "The same, where the target is one vector or class an image."),
    SpecField(
      "transfer.hidden", .integer(1...4096), 48, "Units of a readout's hidden layer."),
    SpecField(
      "transfer.steps", .integer(1...10_000_000), 125,
      "Steps of a readout's training, where the target is a map."),
    SpecField(
      "transfer.vectorSteps", .integer(1...10_000_000), 250,
      "Steps of a readout's training, where the target is one vector or class an image."),
    SpecField("transfer.batch", .integer(1...1024), 32, "Images a step."),
    SpecField(
      "transfer.optimizer", optimizers, "adamw", "What moves a readout."),
    SpecField(
      "transfer.learningRate", .decimal(1e-8...1), 0.004,
      "The highest learning rate of the one-cycle schedule."),
    SpecField(
      "transfer.weightDecay", .decimal(0...1), 0.0001,
      "The decay of a readout's weights, where the target is a map."),
    SpecField(
      "transfer.vectorWeightDecay", .decimal(0...1), 0.1,
      "The decay of a readout's weights, where the target is one vector or class an image."),
    SpecField(
      "orders.maximum", .integer(1...5), 2, "The highest order of a transfer."),
    SpecField(
      "orders.beam", .integer(2...25), 5,
      "How many of a target's best sources are combined in higher orders."),
    SpecField(
      "orders.propose", .choice(JobSpec.Proposer.allCases.map(\.rawValue)), "paper",
      "Who proposes the sets of higher order to train: the paper's rule on trained transfers, or the closed-form estimates."
    ),
    SpecField(
      "orders.proposals", .integer(1...1000), 10,
      "How many sets of each higher order the estimates propose, and judge under \"estimate\"."),
    SpecField(
      "screening.maximum", .integer(0...5), 5,
      "The highest order of the closed-form estimates, all sets up to 3, a beam beyond; 0: none."),
    SpecField(
      "screening.beam", .integer(1...1000), 20,
      "How many sets of an order are extended to the next one, beyond order 3."),
    SpecField(
      "estimate", .flag, false,
      "Whether the map rests on closed-form estimates alone: no transfer is trained."),
    SpecField(
      "pictures", .integer(0...64), 6, "Test images kept with their predictions, for the report."),
    SpecField(
      "attempts", .integer(1...100), 3, "How often a job may fail before it is given up."),
    SpecField(
      "crashes", .integer(1...100), 4,
      "How often workers may die of a job before it is given up as poison."),
    SpecField(
      "numerics", .choice(["cpu", "cpu-baseline"]), "cpu",
      "The arithmetic: with fused multiply-add, or for processors without it."),
    SpecField(
      "blas", .flag, false,
      "Whether large products go to a BLAS library, whose results differ between machines."),
  ]
}

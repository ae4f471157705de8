internal import Datasets
internal import Documents
internal import Kernels

/// Statistics of labels as a file of tensors.
enum StatisticsFile {
  /// The file's bytes.
  static func content(
    of statistics: LabelStatistics, task: String
  ) throws(Failure) -> [UInt8] {
    var tensors = [
      NamedTensor(name: "guess", shape: [statistics.guess.count], values: statistics.guess)
    ]
    if let standardization = statistics.standardization {
      let channels = standardization.mean.count
      tensors += [
        NamedTensor(name: "mean", shape: [channels], values: standardization.mean),
        NamedTensor(name: "deviation", shape: [channels], values: standardization.deviation),
      ]
    }
    if !statistics.frequencies.isEmpty {
      tensors.append(
        NamedTensor(
          name: "frequencies", shape: [statistics.frequencies.count],
          values: statistics.frequencies))
    }
    return try TensorFile(
      tensors: tensors,
      texts: ["images": String(statistics.images), "kind": "statistics", "task": task]
    ).content()
  }

  /// The statistics in `file`.
  ///
  /// - Throws: `Failure` (data) where something is missing.
  static func statistics(in file: TensorFile) throws(Failure) -> LabelStatistics {
    guard let images = file["images"].flatMap({ Int($0) }), let guess = file.tensor("guess") else {
      throw Failure(.data, "the statistics of the labels are incomplete; describe them again")
    }
    var standardization: Standardization?
    if let mean = file.tensor("mean"), let deviation = file.tensor("deviation"),
      mean.values.count == deviation.values.count, deviation.values.allSatisfy({ $0 > 0 })
    {
      standardization = Standardization(mean: mean.values, deviation: deviation.values)
    }
    return LabelStatistics(
      images: images, standardization: standardization,
      frequencies: file.tensor("frequencies")?.values ?? [], guess: guess.values)
  }
}

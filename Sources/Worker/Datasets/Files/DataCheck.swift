internal import Documents
package import TaskSpace

/// Reads the files that a run would need, and gathers what is wrong with them.
package struct DataCheck: Sendable {
  /// What was found.
  package struct Findings: Sendable {
    /// Images that were looked at.
    package internal(set) var images = 0
    /// Images that there are for each split.
    package internal(set) var available: [(split: DatasetReference.Split, count: Int)] = []
    /// The files of no use, in the order in which they were found.
    package internal(set) var problems: [FileProblem] = []
    /// Images with a label of each task that the spec defines, among those looked at.
    package internal(set) var labelled: [(task: String, count: Int)] = []
    /// Contradictions between the spec and the data, as sentences.
    package internal(set) var complaints: [String] = []

    /// Whether the run would do without skipping anything.
    package var isFine: Bool { problems.isEmpty && complaints.isEmpty }
  }

  private let spec: JobSpec
  private let folders: [DatasetFolder]
  /// How many images of each split are read; nil for all that the spec uses.
  private let sample: Int?

  /// A check of the data of `spec`, in these folders.
  package init(_ spec: JobSpec, folders: [DatasetFolder], sample: Int? = nil) {
    self.spec = spec
    self.folders = folders
    self.sample = sample
  }

  /// Reads the files.
  ///
  /// - Throws: `Failure`: unavailable where a dataset's folder was not given, io where a file is not
  ///   the one of the manifest; or `CancellationError`.
  package func run(_ watch: Watch = Watch()) throws -> Findings {
    var findings = Findings()
    var names: [DatasetReference.Split: [String]] = [:]
    let data = spec.data
    let images = try data.kind == .scenes ? nil : FileRooms.images(data, folders)
    for split in DatasetReference.Split.allCases where data.count(split) > 0 {
      let wanted = min(data.count(split), sample ?? .max)
      guard let images else {
        names[split] = (0..<wanted).map { RoomName.image($0, of: split) }
        continue
      }
      let all: [String]
      do throws(Failure) {
        all = try images.images(of: split)
      } catch {
        findings.complaints.append(error.message)
        return findings
      }
      findings.available.append((split, all.count))
      if all.count < data.count(split) {
        findings.complaints.append(
          "there are \(all.count) images for \(split.rawValue), the spec wants "
            + "\(data.count(split))")
      }
      names[split] = Array(all.prefix(wanted))
    }
    if let images { try read(images, names, &findings, watch) }
    for own in spec.own { try read(own, names, &findings, watch) }
    return findings
  }

  private func read(
    _ images: any FileImages, _ names: [DatasetReference.Split: [String]],
    _ findings: inout Findings, _ watch: Watch
  ) throws {
    let needed = spec.tasks.map(\.name)
    let total = names.values.reduce(0) { $0 + $1.count }
    var seen: Set<String> = []
    for split in DatasetReference.Split.allCases {
      for name in names[split] ?? [] {
        try watch.check()
        let (_, problems) = try images.sample(
          name, size: spec.data.size, mapSide: spec.data.mapSide)
        for problem in problems
        where images.isNeeded(problem.file, for: needed) && seen.insert(problem.file).inserted {
          findings.problems.append(problem)
        }
        findings.images += 1
        watch.progress(Double(findings.images) / Double(total), "\(findings.images) images")
      }
    }
  }

  private func read(
    _ own: OwnTask, _ names: [DatasetReference.Split: [String]], _ findings: inout Findings,
    _ watch: Watch
  ) throws {
    let reader = OwnLabelReader(
      task: own, folder: try folders.find(own.dataset, own.manifest),
      reference: spec.data)
    var labelled = 0
    for split in DatasetReference.Split.allCases {
      guard let names = names[split] else { continue }
      do {
        let (values, problems) = try reader.labels(of: names, watch)
        findings.problems += problems.problems.map(\.problem)
        let nothing = reader.nothing
        labelled += names.indices.count { image in
          !values[image * reader.count..<(image + 1) * reader.count].elementsEqual(nothing)
        }
      } catch let failure as Failure where failure.code == .data {
        findings.complaints.append(failure.message)
        return
      }
    }
    findings.labelled.append((own.definition.name, labelled))
    if labelled == 0 {
      findings.complaints.append(
        "no image has a label of \(own.definition.name); are they called as the images are, such as "
          + "\(names.values.first?.first ?? "IMAGE")?")
    }
  }
}

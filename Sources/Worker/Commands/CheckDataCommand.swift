internal import Datasets
internal import Documents
internal import TaskSpace
internal import Terminal

/// `worker check-data`: whether a spec's files are there, whole and as they should be.
enum CheckDataCommand {
  /// Files that are named for each kind of problem.
  private static let mostNames = 10

  static let command = Command(
    "check-data", "Read the files that a spec needs, and say what is wrong with them.",
    discussion: """
      Every file is read and unpacked, or those of --sample images of each split. The exit status is
      65 where something is missing, damaged or of the wrong shape; a run would skip such files and
      count them. --manifest FILE writes which files the dataset has, with the SHA-256 of each: give
      it to 'coordinator submit' where the files are not, and to workers that shall refuse others.
      """,
    options: [
      DatasetOption.data,
      .value("manifest", "FILE", "Write which files the dataset has, with their SHA-256."),
      .value("against", "FILE", "Compare the files with those of an earlier manifest."),
      .value("sample", "COUNT", "Images of each split that are read; all by default."),
      .value("set", "KEY=VALUE", "Change a setting of the spec.", isRepeated: true),
      .flag("json", "Print JSON."),
    ],
    operands: [Operand("SPEC", "A job spec.")], run: run)

  private static func run(_ arguments: Arguments) throws(Failure) -> ExitStatus {
    let file = try arguments.text("SPEC")
    let spec = try JobSpec(
      text: try Files.readText(file), file: file, settings: arguments.texts("set"))
    let folders = try DatasetOption.folders(
      arguments, manifests: arguments.textIfGiven("against").map { [$0] } ?? [])
    try check(folders, of: spec, file)
    let sample = try arguments.integerIfGiven("sample", in: 1...10_000_000)
    let findings: DataCheck.Findings
    var manifest: Manifest?
    do {
      findings = try DataCheck(spec.at(folders), folders: folders, sample: sample).run()
      if let path = arguments.textIfGiven("manifest") {
        guard let folder = folders.first, folders.count == 1 else {
          throw Failure(.usage, "--manifest writes one dataset's files; name one with --data")
        }
        let made = try folder.manifestWithContents()
        try Files.write(made.text, to: path)
        manifest = made
      }
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Failure(.software, "the check was given up: \(error)")
    }
    Output.write(
      arguments.flag("json")
        ? json(findings, folders, manifest).text() + "\n" : text(findings, folders, manifest))
    return findings.isFine ? .success : ExitStatus(Failure.Code.data.rawValue)
  }

  /// Every dataset of the spec has to be named.
  private static func check(
    _ folders: [DatasetFolder], of spec: JobSpec, _ file: String
  ) throws(Failure) {
    guard !spec.datasets.isEmpty else {
      throw Failure(.data, "\(file): this spec needs no files; its rooms are rendered")
    }
    for name in spec.datasets where !folders.contains(where: { $0.name == name }) {
      throw Failure(
        .missingInput, "say where the dataset '\(name)' lies with --data \(name)=DIR")
    }
  }

  private static func text(
    _ findings: DataCheck.Findings, _ folders: [DatasetFolder], _ manifest: Manifest?
  ) -> String {
    var lines = folders.map { folder in
      "\(folder.name): \(Format.count(folder.manifest.entries.count)) files in \(folder.path), "
        + "manifest by names and sizes \(folder.manifest.bySize.digest)"
    }
    if let manifest { lines.append("manifest by contents \(manifest.digest)") }
    for (split, count) in findings.available {
      lines.append("\(split.rawValue): \(Format.count(count)) images")
    }
    for (task, count) in findings.labelled {
      lines.append("\(task): \(Format.count(count)) images have a label")
    }
    lines.append("\(Format.count(findings.images)) images read")
    for kind in FileProblem.Kind.allCases {
      let problems = findings.problems.filter { $0.kind == kind }
      if problems.isEmpty { continue }
      lines.append("\(kind.rawValue): \(Format.count(problems.count)) files")
      for problem in problems.prefix(mostNames) {
        lines.append(
          "  \(problem.file)" + (problem.detail.isEmpty ? "" : " (\(problem.detail))"))
      }
      if problems.count > mostNames { lines.append("  and \(problems.count - mostNames) more") }
    }
    lines += findings.complaints
    if findings.isFine { lines.append("nothing is wrong") }
    return DisplayText.withoutEscapes(lines.joined(separator: "\n")) + "\n"
  }

  private static func json(
    _ findings: DataCheck.Findings, _ folders: [DatasetFolder], _ manifest: Manifest?
  ) -> JSON {
    .object([
      .init("fine", .bool(findings.isFine)), .init("images", .number(Double(findings.images))),
      .init(
        "datasets",
        .array(
          folders.map { folder in
            [
              "name": .string(folder.name),
              "files": .number(Double(folder.manifest.entries.count)),
              "manifest": .string(folder.manifest.bySize.digest.description),
            ]
          })),
      .init("contents", manifest.map { .string($0.digest.description) } ?? .null),
      .init(
        "available",
        .object(findings.available.map { .init($0.split.rawValue, .number(Double($0.count))) })),
      .init(
        "labelled", .object(findings.labelled.map { .init($0.task, .number(Double($0.count))) })),
      .init(
        "problems",
        .array(
          findings.problems.map { problem in
            [
              "kind": .string(problem.kind.rawValue), "file": .string(problem.file),
              "detail": .string(problem.detail),
            ]
          })),
      .init("complaints", .texts(findings.complaints)),
    ])
  }
}

extension JobSpec {
  /// The same spec, resting on what these folders hold.
  fileprivate func at(_ folders: [DatasetFolder]) throws(Failure) -> JobSpec {
    try resting(on: folders.map { ($0.name, $0.manifest.digest) })
  }
}

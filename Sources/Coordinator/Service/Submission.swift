package import Documents
internal import JobGraph
package import Scheduling
package import TaskSpace
internal import Wire

/// A spec as the scheduler takes it.
package enum Submission {
  /// The id of the run of `spec`: the same spec is always the same run, so that submitting it
  /// again resumes it.
  package static func id(of spec: JobSpec) -> String {
    let content: JSON = [
      "spec": spec.json, "version": .number(Double(NumericsClass.version)),
      "generator": .number(Double(DatasetReference.sceneGeneratorVersion)),
      "reader": .number(Double(DatasetReference.fileReaderVersion)),
    ]
    let name = spec.name.unicodeScalars.map { scalar in
      scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
        ? Character(scalar) : "-"
    }
    // An id that began with a dash would be taken for an option.
    let beginning = name.drop { $0 == "-" }.prefix(40)
    return (beginning.isEmpty ? "map" : String(beginning)) + "-"
      + Digest(of: content.text(.canonical)).description.prefix(8)
  }

  /// The request for a run of `spec`, whose data are all known.
  ///
  /// - Throws: `Failure`: missingInput where a dataset's files are not, data for a name that people
  ///   cannot be shown.
  package static func checked(_ spec: JobSpec) throws(Failure) -> RunRequest {
    if let name = spec.missingManifests.first { throw missing(name, of: spec) }
    guard spec.name.asLine(upTo: MessageLimits.nameBytes) == spec.name else {
      throw Failure(
        .data,
        "the spec's \"name\" has more than \(MessageLimits.nameBytes) bytes or characters that "
          + "cannot be shown; choose another")
    }
    return request(spec)
  }

  /// What to say where nobody told which files the dataset called `name` of `spec` has.
  package static func missing(_ name: String, of spec: JobSpec) -> Failure {
    let rooms =
      spec.data.kind == .taskonomy && spec.own.isEmpty
      ? "; --set data=scenes takes rendered rooms instead" : ""
    return Failure(
      .missingInput,
      "the files of the dataset '\(name)' are not here: say where they lie with --data "
        + "\(name)=DIR, or give their --manifest FILE\(rooms); 'coordinator plan' shows what the "
        + "run would cost without them")
  }

  /// The request for a run of `spec`.
  package static func request(_ spec: JobSpec) -> RunRequest {
    RunRequest(
      id: id(of: spec), name: spec.name, spec: spec.json, jobs: MapBuilder(spec).jobs,
      maximumAttempts: spec.maximumAttempts, maximumCrashes: spec.maximumCrashes)
  }
}

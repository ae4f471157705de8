internal import Documents
internal import JobGraph
package import Scheduling
package import TaskSpace

/// A spec as the scheduler takes it.
package enum Submission {
  /// The id of the run of `spec`: the same spec is always the same run, so that submitting it
  /// again resumes it.
  package static func id(of spec: JobSpec) -> String {
    let content: JSON = [
      "spec": spec.json, "version": .number(Double(NumericsClass.version)),
      "generator": .number(Double(DatasetReference.sceneGeneratorVersion)),
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

  /// The request for a run of `spec`.
  package static func request(_ spec: JobSpec) -> RunRequest {
    RunRequest(
      id: id(of: spec), name: spec.name, spec: spec.json, jobs: MapBuilder(spec).jobs,
      maximumAttempts: spec.maximumAttempts, maximumCrashes: spec.maximumCrashes)
  }
}

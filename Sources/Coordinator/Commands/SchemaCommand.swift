internal import Documents
internal import TaskSpace
internal import Terminal

/// `coordinator schema`.
enum SchemaCommand {
  static let command = Command(
    "schema", "Print the JSON schema of job specs, every field with its default.",
    section: "Runs",
    run: { _ in
      Output.write(JobSpec.schema.text(.indented) + "\n")
      return .success
    })
}

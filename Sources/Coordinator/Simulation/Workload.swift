internal import Documents
internal import JobGraph
internal import Scheduling
internal import TaskSpace

/// What people want done in a simulated cluster, and what each job gives.
struct Workload {
  /// The tasks of maps, simplest first.
  private static let tasks = ["autoencoding", "edge_texture", "depth_zbuffer", "normal"]

  /// The runs, in the order in which they are asked for.
  let requests: [RunRequest]

  init(_ scenario: Scenario) {
    var requests: [RunRequest] = []
    let counts = [scenario.tasks] + (scenario.has(.secondRun) ? [scenario.tasks + 1] : [])
    for (number, tasks) in counts.enumerated() {
      let jobs =
        scenario.isMap ? Self.map(tasks: tasks) : Self.probes(6 * tasks, seed: scenario.seed)
      requests.append(
        RunRequest(
          id: "run-\(number)", name: "run \(number)", spec: ["tasks": .number(Double(tasks))],
          submitter: "person", jobs: jobs, maximumAttempts: 3, maximumCrashes: 3))
    }
    self.requests = requests
  }

  /// The jobs of a real map of so many tasks.
  private static func map(tasks: Int) -> [Job] {
    let names = JSON.texts(Self.tasks.prefix(tasks))
    let spec: JSON = ["name": "simulated", "tasks": names]
    do throws(Failure) {
      let read = try JobSpec(
        text: spec.text(), file: "the simulated spec",
        settings: ["orders.maximum=2", "orders.beam=2", "splits.train=64", "splits.transfer=64"])
      return MapBuilder(read).jobs
    } catch {
      preconditionFailure("the simulated spec is right: \(error.message)")
    }
  }

  /// Probes that depend on each other at random; some read what lies in a cache only.
  private static func probes(_ count: Int, seed: UInt64) -> [Job] {
    var luck = Luck(seed: seed, "workload")
    var jobs: [Job] = []
    for number in 0..<count {
      var dependencies: [Job.Dependency] = []
      for _ in 0..<(jobs.isEmpty ? 0 : luck.number(0...2)) {
        let maker = jobs[luck.number(0...jobs.count - 1)]
        guard !dependencies.contains(where: { $0.identity == maker.identity }) else { continue }
        // No job reads more than one artifact that binds it to a cache.
        let role = isTemporary(maker) && dependencies.isEmpty ? "readout" : "representation.x"
        dependencies.append(.init(role, on: maker.identity))
      }
      jobs.append(Job(.probe(number: number, milliseconds: 0), after: dependencies, numerics: .cpu))
    }
    return jobs
  }

  // MARK: What jobs give

  private static func isTemporary(_ job: Job) -> Bool {
    switch job.recipe.kind {
    case .encode, .transfer: true
    case .probe: job.identity.bytes[0] % 3 == 0
    case .describe, .train, .screen, .evaluate, .expand: false
    }
  }

  /// The bytes of the one artifact that a job makes; the same whoever makes it.
  static func content(of job: Job) -> String { "output of \(job.identity)" }

  /// The result of a job; `isOther` makes it give other bytes than it should.
  static func result(of job: Job, isOther: Bool = false) -> JobResult {
    let content = content(of: job) + (isOther ? " gone wrong" : "")
    return JobResult(
      outputs: [
        .init(
          name: "output", digest: Digest(of: content), size: content.utf8.count,
          isTemporary: isTemporary(job))
      ],
      metrics: [])
  }

  /// The jobs that an `expand` node adds.
  static func grown(from job: Job, _ losses: [(source: String, digest: Digest)]) -> [Job] {
    guard case .expand(let recipe) = job.recipe, case .beam(let width) = recipe.rule else {
      preconditionFailure("simulated maps grow by the paper's rule")
    }
    let sets = Growth.sets(ranking: ranking(losses), width: width, for: recipe)
    return Growth.jobs(of: job, sets: sets)
  }

  /// The sources of an `expand` node as their losses rank them: here by the losses' names.
  static func ranking(_ losses: [(source: String, digest: Digest)]) -> [String] {
    losses.sorted { ($0.digest, $0.source) < ($1.digest, $1.source) }.map(\.source)
  }
}

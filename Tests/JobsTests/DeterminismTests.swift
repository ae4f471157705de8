import Datasets
import Documents
import Jobs
import Kernels
import Synchronization
import TaskSpace
import Testing

@Suite struct DeterminismTests {
  let workshop: Workshop

  init() throws { workshop = try Workshop() }

  @Test func anotherMachineGivesTheSameBytes() throws {
    func everything(_ workshop: Workshop) throws -> [Digest] {
      let statistics = try workshop.statistics("curvature")
      let source = try workshop.representation("normal")
      let readout = try workshop.input(
        "readout", "readout", of: Workshop.transfer(["normal"], "curvature"),
        [statistics, source])
      let products = try workshop.run(
        Workshop.evaluate(.transfer(["normal"]), "curvature", pictures: 1),
        [statistics, source, readout]
      ).products
      return [statistics.digest, source.digest, readout.digest] + products.map(\.digest)
    }
    let other = try Workshop(hasOwnRooms: true)
    other.environment.datasetOptions = DatasetOptions(roomsPerChunk: 3)
    #expect(try everything(workshop) == everything(other))
  }

  @Test func slotsThatShareACacheAgree() async throws {
    let shared = try Workshop(hasOwnRooms: true)
    defer { withExtendedLifetime(shared) {} }
    let environment = shared.environment
    let digests = await withTaskGroup(of: Digest?.self) { group in
      for _ in 0..<3 {
        group.addTask {
          try? JobRunner.run(Workshop.train(.random), inputs: [], in: environment)
            .products.first?.digest
        }
      }
      return await group.reduce(into: Set<Digest?>()) { $0.insert($1) }
    }
    #expect(digests.count == 1 && !digests.contains(nil))
  }

  @Test(arguments: [1, 4, 9]) func aTrainingContinuesToTheSameBytes(stop: Int) throws {
    let statistics = try workshop.statistics("class_object")
    let recipe = Workshop.train(.task("class_object"), steps: 10)
    let whole = try workshop.run(recipe, [statistics]).products

    let saved = Mutex<[[UInt8]]>([])
    workshop.environment.checkpointInterval = 0
    workshop.environment.saveCheckpoint = { checkpoint in saved.withLock { $0.append(checkpoint) } }
    workshop.environment.isCancelled = { saved.withLock { $0.count == stop } }
    #expect(throws: JobError.cancelled) { try workshop.run(recipe, [statistics]) }

    workshop.environment.isCancelled = { false }
    workshop.environment.checkpoint = saved.withLock { $0.last }
    #expect(try workshop.run(recipe, [statistics]).products == whole)
    #expect(saved.withLock { $0.count } == 9)
  }

  @Test func aCheckpointOfAnotherTrainingIsRefused() throws {
    let statistics = try workshop.statistics("normal")
    let saved = Mutex<[UInt8]?>(nil)
    workshop.environment.checkpointInterval = 0
    workshop.environment.saveCheckpoint = { checkpoint in saved.withLock { $0 = checkpoint } }
    _ = try workshop.run(Workshop.train(.task("normal")), [statistics])
    workshop.environment.checkpoint = saved.withLock { $0 }
    #expect(throws: JobError.self) {
      try workshop.run(Workshop.train(.task("normal"), seed: 9), [statistics])
    }
  }

  @Test func aLostRepresentationIsMadeAgain() throws {
    let statistics = try workshop.statistics("reshading")
    let source = try workshop.representation("normal")
    let recipe = Workshop.transfer(["normal"], "reshading")
    let whole = try workshop.run(recipe, [statistics, source]).products

    Workshop.remove("\(workshop.environment.cacheFolder)/representations")
    #expect(throws: JobError.self) { try workshop.run(recipe, [statistics, source]) }
    let encoder = try workshop.network("normal", role: "network.normal")
    #expect(try workshop.run(recipe, [statistics, source, encoder]).products == whole)
  }

  @Test func aRepresentationThatCannotBeMadeAgainIsAnError() throws {
    let statistics = try workshop.statistics("reshading")
    let source = try workshop.representation("normal")
    Workshop.remove("\(workshop.environment.cacheFolder)/representations")
    let wrong = try workshop.network("normal", role: "network.normal", steps: 4)
    let recipe = Workshop.transfer(["normal"], "reshading")
    #expect(throws: JobError.self) { try workshop.run(recipe, [statistics, source, wrong]) }
  }

  @Test func theLeastRecentlyUsedRepresentationsGoFirst() throws {
    // One file of 17 images takes 34880 bytes, so two fit.
    workshop.environment.representationLimit = 80_000
    let first = try workshop.representation("normal")
    let second = try workshop.representation("reshading")
    _ = try workshop.representation("normal")
    let third = try workshop.representation("curvature")
    let names = Files.names(in: "\(workshop.environment.cacheFolder)/representations")
    let kept = [first, second, third].map { input in
      names.contains { $0.hasPrefix(input.digest.description) && !$0.hasSuffix(".lock") }
    }
    #expect(kept == [true, false, true])
  }

  @Test func theOrderOfSourcesDoesNotMatter() throws {
    let statistics = try workshop.statistics("normal")
    let sources = [
      try workshop.representation("reshading"), try workshop.representation("curvature"),
    ]
    let one = try workshop.run(
      Workshop.transfer(["reshading", "curvature"], "normal"), [statistics] + sources)
    let other = try workshop.run(
      Workshop.transfer(["curvature", "reshading"], "normal"),
      sources.reversed() + [statistics])
    #expect(one.products == other.products)
  }

  @Test func cancellingStopsAtTheNextStep() throws {
    let statistics = try workshop.statistics("normal")
    let notes = Mutex<[String]>([])
    workshop.environment.progress = { _, note in notes.withLock { $0.append(note) } }
    workshop.environment.isCancelled = { notes.withLock { $0.last == "step 2 of 500" } }
    #expect(throws: JobError.cancelled) {
      try workshop.run(Workshop.train(.task("normal"), steps: 500), [statistics])
    }
    #expect(notes.withLock { $0.last } == "step 2 of 500")
  }
}

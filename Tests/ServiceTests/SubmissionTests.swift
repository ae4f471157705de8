import Documents
import Scheduling
import Service
import TaskSpace
import TestSupport
import Testing

@Suite struct SubmissionTests {
  @Test func theSameSpecIsTheSameRun() throws {
    let one = try JobSpec(text: #"{"name":"a b","tasks":["normal"]}"#, file: "x")
    let same = try JobSpec(text: #"{"tasks":["rgb2sfnorm"],"name":"a b"}"#, file: "y")
    let other = try JobSpec(
      text: #"{"name":"a b","tasks":["normal"]}"#, file: "x", settings: ["seed=2"])
    #expect(Submission.id(of: one).hasPrefix("a-b-"))
    #expect(Submission.id(of: one) != Submission.id(of: other))
    #expect(
      Submission.request(one).jobs.map(\.identity) == Submission.request(same).jobs.map(\.identity))
  }
}

@Suite struct StateFolderTests {
  @Test func oneCoordinatorUsesAFolderAtATime() throws {
    let temporary = TemporaryFolder()
    let folder = StateFolder("\(temporary.path)/state")
    #expect(!folder.isInUse)
    var lock: StateFolder.Lock? = try folder.lock()
    #expect(folder.isInUse)
    #expect {
      _ = try folder.lock()
    } throws: { error in
      (error as? Failure)?.code == .unavailable
    }
    lock = nil
    #expect(lock == nil && !folder.isInUse)
    _ = try folder.lock()
  }
}

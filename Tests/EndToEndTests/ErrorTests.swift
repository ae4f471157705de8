internal import Documents
internal import Glibc
internal import Testing

extension EndToEndTests {
  /// Mistakes end with one sentence on standard error and the status of sysexits.h.
  @Suite struct ErrorTests {
    /// A mistake: the words, the status, and what the sentence has to contain.
    struct Mistake: Sendable, CustomTestStringConvertible {
      let words: [String]
      let status: Int32
      let sentence: String
      var testDescription: String { words.joined(separator: " ") }

      init(_ words: String..., status: Int32, saying sentence: String) {
        self.words = words
        self.status = status
        self.sentence = sentence
      }
    }

    static let mistakes = [
      Mistake("submit", "--quickly", "tiny.json", status: 64, saying: "--quickly"),
      Mistake("walk", status: 64, saying: "walk"),
      Mistake("submit", status: 64, saying: "SPEC"),
      Mistake("submit", "tiny.json", "--slots", "0", status: 64, saying: "--slots"),
      Mistake("submit", "tiny.json", "--detach", status: 64, saying: "coordinator serve"),
      Mistake("submit", "none.json", status: 66, saying: "none.json"),
      Mistake("submit", ".", status: 66, saying: "is a folder"),
      Mistake("submit", "broken.json", status: 65, saying: "broken.json: line 3, column 13:"),
      Mistake("submit", "contradiction.json", status: 65, saying: "contradiction.json"),
      Mistake("submit", "tiny.json", "--set", "size=65", status: 64, saying: "size"),
      Mistake("submit", "tiny.json", "--set", "colour=red", status: 64, saying: "colour"),
      Mistake("submit", "taskonomy.json", status: 66, saying: "--data taskonomy=DIR"),
      Mistake("plan", "none.json", status: 66, saying: "none.json"),
      Mistake("status", "--state", "nowhere", status: 66, saying: "nowhere"),
      Mistake("runs", "--state", "nowhere", status: 66, saying: "nowhere"),
      Mistake("wait", "--state", "nowhere", status: 66, saying: "nowhere"),
      Mistake("explain", "x", "--state", "nowhere", status: 66, saying: "nowhere"),
      Mistake("taxonomy", "--state", "nowhere", status: 66, saying: "nowhere"),
      Mistake("taxonomy", "--affinities", "none.csv", status: 66, saying: "none.csv"),
      Mistake("cancel", "last", status: 69, saying: "coordinator serve"),
      Mistake("retry", "--failed", status: 69, saying: "coordinator serve"),
      Mistake("serve", "--listen", "here", status: 64, saying: "tcp://"),
    ]

    @Test(arguments: mistakes)
    func aMistakeHasOneSentenceAndItsStatus(_ mistake: Mistake) throws {
      let workplace = try Workplace()
      try Files.write("{\n  \"name\": \"x\",\n  \"tasks\": [,]\n}\n", to: file("broken", workplace))
      try Files.write(
        "{\"tasks\": [\"normal\"], \"targets\": [\"class_scene\"], \"sources\": [\"nothing\"]}",
        to: file("contradiction", workplace))
      try Files.write("{\"data\": \"taskonomy\"}", to: file("taskonomy", workplace))
      let program = try workplace.start("coordinator", mistake.words)
      #expect(try program.end(within: 10) == mistake.status, "\(program.errors)")
      #expect(program.output == "")
      #expect(program.errors.hasPrefix("coordinator: "), "\(program.errors)")
      #expect(program.errors.contains(mistake.sentence), "\(program.errors)")
      #expect(program.errors.count { $0 == "\n" } == 1, "\(program.errors)")
      #expect(!Files.exists(workplace.state), "a mistake leaves nothing behind")
    }

    @Test func unknownRunsAreNamedWithThoseThatAreKnown() throws {
      let workplace = try Workplace()
      let coordinator = try workplace.serve()
      let known = try workplace.output("submit", "tiny.json", "--detach").dropLast()
      for words in [["status", "other"], ["wait", "other"], ["cancel", "other"]] {
        let program = try workplace.start("coordinator", words)
        #expect(try program.end(within: 10) == 66)
        #expect(program.errors.contains("there is no run 'other'; the newest are \(known)"))
      }
      coordinator.send(SIGTERM)
      try coordinator.end(within: 5)
      let program = try workplace.coordinator("status", "other")
      #expect(try program.end(within: 10) == 66)
      #expect(program.errors.contains("there is no run 'other'; the newest are \(known)"))
    }

    @Test func aCoordinatorThatIsNotThereIsNamed() throws {
      let workplace = try Workplace()
      let coordinator = try workplace.serve()
      try workplace.output("access", "create", "--client", "ann", "--out", "ann.json")
      coordinator.send(SIGTERM)
      try coordinator.end(within: 5)
      let program = try workplace.coordinator("runs", "--access", "ann.json")
      #expect(try program.end(within: 15) == 69)
      #expect(program.errors.contains("start it with 'coordinator serve'"))
    }

    @Test(arguments: ["coordinator", "worker"])
    func everySubcommandExplainsItself(_ name: String) throws {
      let workplace = try Workplace()
      let page = try workplace.start(name, ["--help"])
      #expect(try page.end() == 0)
      let version = try workplace.start(name, ["--version"])
      #expect(try version.end() == 0)
      #expect(version.output.hasPrefix("\(name) "))
      let subcommands = Self.subcommands(in: page.output)
      #expect(subcommands.count > 3, "\(page.output)")
      for subcommand in subcommands {
        let page = try workplace.start(name, [subcommand, "--help"])
        #expect(try page.end() == 0, "\(subcommand): \(page.errors)")
        #expect(page.output.contains(subcommand))
        let version = try workplace.start(name, [subcommand, "--version"])
        #expect(try version.end() == 0, "\(subcommand): \(version.errors)")
      }
    }

    private func file(_ name: String, _ workplace: Workplace) -> String {
      "\(workplace.path)/\(name).json"
    }

    /// The first words of the help page's lines that stand two spaces in, but for options.
    private static func subcommands(in page: String) -> [String] {
      page.split(separator: "\n").compactMap { line in
        guard line.hasPrefix("  "), !line.hasPrefix("   "),
          let word = line.split(separator: " ").first,
          word.allSatisfy({ $0.isLowercase || $0 == "-" }), !word.hasPrefix("-")
        else { return nil }
        return String(word)
      }
    }
  }
}

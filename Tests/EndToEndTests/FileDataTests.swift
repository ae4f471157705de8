internal import Documents
internal import Glibc
internal import Testing

extension EndToEndTests {
  /// Runs on files: exported rooms, photos, and everybody's own labels; the specs are those in `jobs/`.
  @Suite struct FileDataTests {
    private static let specs =
      "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/jobs"

    private let workplace: Workplace
    private var rooms: String { "\(workplace.path)/rooms" }

    init() throws {
      workplace = try Workplace()
      let export = try workplace.start(
        "worker",
        ["export-data", "--out", "rooms", "--rooms", "40", "--set", "scenes.supersampling=1"])
      try #require(try export.end() == 0, "\(export.errors)")
      #expect(export.output == "160 images of 40 rooms in rooms\n")
    }

    private func worker(_ words: String..., status: Int32 = 0) throws -> String {
      let program = try workplace.start("worker", words)
      try #require(try program.end() == status, "\(words): \(program.output)\(program.errors)")
      return program.output
    }

    private func affinities() throws -> [String] {
      let run = try #require(Files.names(in: "\(workplace.state)/runs").first)
      return try Files.readText("\(workplace.state)/runs/\(run)/affinities.csv")
        .split(separator: "\n").map(String.init)
    }

    @Test func exportedRoomsMakeAMapAndDamagedFilesAreCounted() throws {
      let spec = "\(Self.specs)/exported.json"
      let manifest = try worker(
        "check-data", spec, "--data", "rooms=rooms", "--manifest", "rooms.manifest")
      #expect(manifest.contains("nothing is wrong"))
      try Files.write(
        "no picture", to: "\(rooms)/test/normal/point_0_view_0_domain_normal.png")
      let found = try worker("check-data", spec, "--data", "rooms=rooms", status: 65)
      #expect(found.contains("corrupt: 1 files"))
      let printed = try workplace.output(
        "submit", spec, "--data", "rooms=rooms", "--slots", "2")
      #expect(printed.contains("report: "))
      let run = try #require(Files.names(in: "\(workplace.state)/runs").first)
      let report = try Files.readText("\(workplace.state)/runs/\(run)/report.html")
      #expect(report.contains("1 file of the data could not be used"))
      #expect(try affinities().contains { $0.hasPrefix("fixated_pose,normal,") })
      let changed = try workplace.coordinator(
        "submit", spec, "--data", "rooms=rooms", "--manifest", "rooms.manifest")
      #expect(try changed.end() != 0, "the files are not those of the manifest")
      #expect(changed.errors.contains("1 of another size"))
    }

    @Test func ownLabelsTakePartAsSourcesAndTargets() throws {
      try Files.makeFolder("\(workplace.path)/mine")
      var table = "image,red,blue\n"
      for (split, count) in [("train", 26), ("transfer", 6), ("test", 6)] {
        try Files.makeFolder("\(workplace.path)/mine/depth/\(split)")
        for room in 0..<count {
          let view = "point_\(2 * room)_view_0"
          let file = "\(split)/depth_zbuffer/\(view)_domain_depth_zbuffer.png"
          try Files.write(
            try Files.read("\(rooms)/\(file)"),
            to: "\(workplace.path)/mine/depth/\(split)/\(view).png")
          table += "\(split)/\(view),\(room % 5),\(room % 3)\n"
        }
      }
      try Files.write(table, to: "\(workplace.path)/mine/colours.csv")
      let spec = "\(Self.specs)/own-task.json"
      let refused = try workplace.coordinator("submit", spec)
      #expect(try refused.end() == 66)
      #expect(refused.errors.contains("--data mine=DIR"))
      try workplace.output("submit", spec, "--data", "mine=mine", "--slots", "2")
      let rows = try affinities()
      #expect(rows.contains { $0.hasPrefix("nearness,normal,") })
      #expect(rows.contains { $0.hasPrefix("normal,nearness,") })
      #expect(rows.contains { $0.hasPrefix("edge_texture,warmth,") })
      #expect(rows.contains { $0.hasPrefix("self,warmth,") })
    }

    @Test func aNovelTaskFindsItsBestSources() throws {
      try Files.makeFolder("\(workplace.path)/photos/images")
      var splits = "image,split\n"
      var labels = "image,light\n"
      for (split, count, views) in [("train", 10, 4), ("transfer", 6, 4), ("test", 4, 4)] {
        for photo in 0..<count * views {
          let name = "\(split)-\(photo)"
          let view = "point_\(2 * (photo / 3))_view_\(photo % 3)"
          let source = split == "train" ? "train" : "\(split)"
          let file = "\(rooms)/\(source)/rgb/\(view)_domain_rgb.png"
          let other = "\(rooms)/train/rgb/\(view)_domain_rgb.png"
          try Files.write(
            try Files.read(Files.exists(file) ? file : other),
            to: "\(workplace.path)/photos/images/\(name).png")
          splits += "\(name),\(split)\n"
          if split != "train" { labels += "\(name),\(photo % 2 == 0 ? "light" : "dark")\n" }
        }
      }
      try Files.write(splits, to: "\(workplace.path)/photos/splits.csv")
      try Files.write(labels, to: "\(workplace.path)/photos/light.csv")
      let spec = "\(Self.specs)/novel-task.json"
      #expect(try worker("check-data", spec, "--data", "photos=photos").contains("40 images have"))
      try workplace.output("submit", spec, "--data", "photos=photos", "--slots", "2")
      let rows = try affinities()
      #expect(rows.contains { $0.hasPrefix("autoencoding,light,") })
      #expect(!rows.contains { $0.hasPrefix("light,") || $0.hasPrefix("self,light,") })
      #expect(rows.contains { $0.contains("+") && $0.contains(",light,") }, "higher orders")
    }

    @Test func aWorkerWithOtherFilesIsNamed() throws {
      let coordinator = try workplace.serve()
      try workplace.output(
        "submit", "\(Self.specs)/exported.json", "--data", "rooms=rooms", "--detach")
      try Files.write("more", to: "\(rooms)/more.txt")
      _ = try workplace.worker("other", "--data", "rooms=\(rooms)")
      _ = try workplace.worker("none")
      let isNamed = eventually(within: 10) {
        guard
          let job = try? workplace.json("explain", "describe normal")["because"]?.array?
            .compactMap(\.text)
        else { return false }
        return job.contains { $0.contains("other has other files as 'rooms'") }
          && job.contains { $0.contains("none has no dataset 'rooms'") }
      }
      #expect(isNamed)
      coordinator.send(SIGTERM)
      try coordinator.end(within: 10)
    }
  }
}

internal import Documents
internal import Testing

/// What can be done with the networks of a workplace's run, which has ended.
struct ModelCommands {
  let workplace: Workplace

  func check() throws {
    try networksAreListedAndExported()
    try photosArePredicted()
    try whatIsMissingIsNamed()
  }

  private func networksAreListedAndExported() throws {
    let models = try workplace.json("models", "list")["models"]?.array ?? []
    let names = models.compactMap { $0["name"]?.text }
    for name in ["depth_zbuffer", "scratch-class_scene", "random"] {
      #expect(names.contains(name))
    }
    for model in models where model["role"] == "supervised" {
      let parameters = try #require(model["parameters"]?.integer)
      #expect(parameters > 1000)
      #expect(model["testLoss"]?.number != nil)
    }
    let folder = "\(workplace.path)/exported"
    let text = try workplace.output("models", "list")
    let lines = text.split(separator: "\n")
    #expect(names.count == 7)
    #expect(lines.count == 8, "\(text)")
    try workplace.output(
      "models", "export", "--task", "depth_zbuffer", "--task", "random", "--out", folder)
    #expect(
      Files.names(in: folder) == [
        "depth_zbuffer.safetensors", "models.json", "random.safetensors",
        "scratch-depth_zbuffer.safetensors", "taskmap_torch.py",
      ])
    let file = try Files.read("\(folder)/depth_zbuffer.safetensors")
    let listed = models.first { $0["name"] == "depth_zbuffer" }
    #expect(listed?["digest"]?.text == Digest(of: file).description)
  }

  private func photosArePredicted() throws {
    let out = "\(workplace.path)/predicted"
    let printed = try predict(photo, "--out", out, "--json")
    let predictions = try JSON(reading: printed)["predictions"]?.array ?? []
    let tasks: [String] = predictions.compactMap { $0["task"]?.text }
    #expect(tasks == ["edge_texture", "depth_zbuffer", "class_scene"])
    let members: [JSON.Member] = try #require(predictions.last?["values"]?.members)
    let shares: [Double] = members.compactMap { $0.value.number }
    let sum: Double = shares.reduce(0, +)
    #expect(shares.count == 8)
    #expect(abs(sum - 1) < 1e-5)
    #expect(
      Files.names(in: out) == [
        "all.png", "class_scene.png", "depth_zbuffer.png", "edge_texture.png",
        "predictions.safetensors",
      ])
    let text = try predict(photo, "--task", "rgb2depth", "--out", "\(out)-depth")
    #expect(text.contains("depth_zbuffer"))
    #expect(text.contains(" m to "))
    #expect(Files.names(in: "\(out)-depth").count == 3)
  }

  private func whatIsMissingIsNamed() throws {
    let out = "\(workplace.path)/nothing"
    let damaged = "\(workplace.path)/damaged.jpg"
    try Files.write(Array(Files.read(photo).dropLast(40)), to: damaged)
    try predict("\(workplace.path)/none.png", "--out", out, status: 66)
    try predict(damaged, "--out", out, status: 65)
    try predict(workplace.spec, "--out", out, status: 65)
    try predict(photo, "--run", "other", "--out", out, status: 66)
    try predict(photo, "--task", "normal", "--out", out, status: 66)
    try predict(photo, "--state", "\(workplace.path)/none", "--out", out, status: 66)
    try workplace.output("models", "export", "--task", "normal", "--out", out, status: 66)
    try workplace.output("report", "--target", "normal", "--out", out, status: 64)
    #expect(!Files.exists(out) && !Files.exists("\(workplace.path)/none"))
  }

  /// A JPEG file of 48 x 32 pixels, to be turned upright.
  private var photo: String {
    let tests = #filePath.split(separator: "/").dropLast(2).map { "/" + $0 }.joined()
    return "\(tests)/PicturesTests/Photos/turned.jpg"
  }

  @discardableResult
  private func predict(_ arguments: String..., status: Int32 = 0) throws -> String {
    let program = try workplace.start("worker", ["predict"] + arguments)
    try #require(
      try program.end() == status, "\(arguments): \(program.output)\(program.errors)")
    return program.output
  }
}

import Documents
import TaskSpace
import Testing

@Suite struct RecipeTests {
  static let data = DatasetReference(
    kind: .scenes, seed: 7, size: 64, supersampling: 2,
    counts: [.train: 10, .transfer: 8, .test: 6])
  static let network = NetworkChoice(encoder: .small, width: 8, representation: 8)
  static let settings = TrainingSettings(
    steps: 5, batch: 4, learningRate: 0.003, weightDecay: 0.0001)

  static let recipes: [Recipe] = [
    .describe(task: "normal", data: data.restricted(to: .train)),
    .train(
      TrainRecipe(
        purpose: .task("normal"), network: network, settings: settings, seed: 1, data: data)),
    .train(
      TrainRecipe(
        purpose: .scratch("normal"), network: network, settings: settings, seed: 1, data: data)),
    .train(
      TrainRecipe(purpose: .random, network: network, settings: settings, seed: 1, data: data)),
    .train(
      TrainRecipe(
        purpose: .task("normal"), network: network,
        settings: TrainingSettings(
          steps: 5, batch: 4, learningRate: 0.003, weightDecay: 2, optimizer: .muon), seed: 1,
        data: data)),
    .encode(source: "normal", input: .noisy, network: network, data: data),
    .transfer(
      TransferRecipe(
        sources: ["reshading", "normal"], target: "curvature", network: network, hidden: 48,
        settings: settings, seed: 1, data: data)),
    .evaluate(
      EvaluateRecipe(
        predictor: .transfer(["normal", "reshading"]), target: "curvature", network: network,
        hidden: 48, pictures: 0, data: data)),
    .evaluate(
      EvaluateRecipe(
        predictor: .average, target: "curvature", network: network, hidden: 0, pictures: 2,
        data: data)),
    .expand(
      ExpandRecipe(
        candidates: TransferRecipe(
          sources: ["normal", "reshading"], target: "curvature", network: network, hidden: 48,
          settings: settings, seed: 1, data: data), maximumOrder: 2,
        rule: .beam(5))),
    .expand(
      ExpandRecipe(
        candidates: TransferRecipe(
          sources: ["normal", "reshading"], target: "curvature", network: network, hidden: 48,
          settings: settings, seed: 1, data: data), maximumOrder: 2, rule: .estimates(5))),
    .screen(
      ScreenRecipe(
        sources: ["reshading", "normal"], target: "curvature", network: network, maximumOrder: 5,
        beam: 20, judged: 0, data: data)),
    .probe(number: 3, milliseconds: 10),
  ]

  @Test(arguments: recipes)
  func readsItsOwnJSON(recipe: Recipe) throws {
    let text = recipe.json.text()
    #expect(try Recipe(json: JSON(reading: text)) == recipe)
  }

  @Test func differentRecipesHaveDifferentIdentities() {
    let identities = Self.recipes.map { Job($0, after: [], numerics: .cpu).identity }
    #expect(Set(identities).count == identities.count)
  }

  @Test func identityCoversDependenciesAndArithmetic() {
    let recipe = Self.recipes[0]
    let plain = Job(recipe, after: [], numerics: .cpu)
    let other = Job(recipe, after: [], numerics: .cpuBaseline)
    let later = Job(recipe, after: [.init("x", on: plain.identity)], numerics: .cpu)
    #expect(Set([plain.identity, other.identity, later.identity]).count == 3)
    #expect(Job(recipe, after: [], numerics: .cpu).identity == plain.identity)
  }

  @Test func identityDoesNotDependOnSplitsThatAreNotUsed() {
    let larger = DatasetReference(
      kind: .scenes, seed: 7, size: 64, supersampling: 2, counts: [.train: 10, .test: 600])
    #expect(larger.restricted(to: .train) == Self.data.restricted(to: .train))
    #expect(larger.fingerprint == Self.data.fingerprint)
  }

  @Test func tasksOfSeveralViewsNameAllTheirImages() throws {
    let matching = try #require(TaskDictionary.task("point_match"))
    #expect(matching.views == 2 && matching.encodings == [.clean, .viewB, .viewD])
    #expect(
      matching.representationRoles(of: "normal") == [
        "representation.normal", "representation.normal.view-b", "representation.normal.view-d",
      ])
    for task in TaskDictionary.all {
      #expect(task.encodings.count == (task == matching ? 3 : task.views))
      let roles = Set(TaskDefinition.roles(of: "x"))
      #expect(roles.isSuperset(of: task.representationRoles(of: "x")))
    }
    #expect(InputVariant.furtherViews.map(\.view) == [1, 2, 3])
    #expect(InputVariant.noisy.view == 0)
  }

  @Test func namesAndAliasesFindTheSameTask() {
    #expect(TaskDictionary.all.count == 25)
    #expect(TaskDictionary.task("rgb2sfnorm") == TaskDictionary.task("normal"))
    #expect(TaskDictionary.task("nothing") == nil)
    let names = TaskDictionary.all.flatMap { [$0.name] + $0.aliases }
    #expect(Set(names).count == names.count)
  }
}

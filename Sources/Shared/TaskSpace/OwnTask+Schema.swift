internal import Documents

extension OwnTask {
  /// The members of a JSON schema for a list of definitions (draft 2020-12).
  static var schema: [JSON.Member] {
    let text: JSON = ["type": "string", "minLength": 1]
    let texts: JSON = ["type": "array", "items": text, "minItems": 1]
    let labels = object([
      ("data", text, "The dataset in which the labels are; by default that of the images."),
      ("folder", text, "Maps: FOLDER/IMAGE.png for each image, in the dataset."),
      ("scale", ["type": "number"], "Maps: a value is so many times the raw one; by default 1."),
      (
        "invalid", ["type": ["integer", "null"]],
        "Maps: the raw value of pixels that have no label."
      ),
      ("csv", text, "Tables: the file in the dataset, with a header and a row for each image."),
      ("image", text, "Tables: the column with the image's name; by default \"image\"."),
      ("column", text, "Tables: the column with the number or class; an empty field is no label."),
      ("columns", texts, "Tables: the columns, where there are several numbers."),
    ])
    let definition = object([
      ("name", text, "The task's name: small letters, digits and underscores."),
      ("summary", text, "One sentence for people."),
      (
        "group", ["enum": .texts(TaskDefinition.Group.allCases.map(\.rawValue))],
        "The group in figures; by default semantic."
      ),
      (
        "role", ["enum": ["both", "source", "target"]],
        "What it may be; \"target\" for a novel task, with labels for few images."
      ),
      ("labels", labels, "Where the labels are."),
      (
        "head", ["enum": .texts(TargetShape.heads.map(\.name))],
        "What is predicted: a map of numbers or labels, numbers or a class for the image."
      ),
      (
        "loss",
        ["enum": .texts(Set(TargetShape.heads.flatMap(\.losses).map(\.rawValue)).sorted())],
        "How a prediction is judged; by default as fits the head."
      ),
      ("channels", ["enum": [1, 3]], "Channels of a map of numbers; by default 1."),
      (
        "classes", ["type": ["integer", "array"], "items": text],
        "How many classes there are, numbered from 0, or their names in the table."
      ),
    ])
    return [.init("type", "array"), .init("items", definition)]
  }

  private static func object(_ properties: [(name: String, schema: JSON, summary: String)]) -> JSON
  {
    .object([
      .init("type", "object"), .init("additionalProperties", false),
      .init(
        "properties",
        .object(
          properties.map { property in
            let members = property.schema.members ?? []
            return .init(
              property.name,
              .object(members + [.init("description", .string(property.summary))]))
          })),
    ])
  }
}

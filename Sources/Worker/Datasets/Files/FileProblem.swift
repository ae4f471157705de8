internal import Documents

/// A file of a dataset that cannot be used.
package struct FileProblem: Hashable, Sendable {
  /// What is wrong with it.
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    /// It is not there.
    case missing
    /// Its content is damaged, or not of its format.
    case corrupt
    /// It has the wrong number of pixels, channels, bits or numbers.
    case shape = "wrong shape"
    /// The system does not let it be read.
    case unreadable
  }

  /// What is wrong.
  package let kind: Kind
  /// The file, inside the dataset's folder.
  package let file: String
  /// More words about it; may be empty.
  package let detail: String
  /// Whether it is the image itself, so that there is no sample without it.
  package let isImage: Bool

  /// Makes a problem.
  package init(_ kind: Kind, _ file: String, _ detail: String = "", isImage: Bool = false) {
    self.kind = kind
    self.file = file
    self.detail = detail
    self.isImage = isImage
  }

  /// The problem that `failure` is.
  init(_ failure: Failure, _ file: String, isImage: Bool) {
    let kind: Kind =
      switch failure.code {
      case .missingInput: .missing
      case .data: .corrupt
      default: .unreadable
      }
    self.init(kind, file, kind == .missing ? "" : failure.message, isImage: isImage)
  }
}

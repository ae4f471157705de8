package import Documents
internal import Taxonomy

/// Measurements as files that other programs read.
package enum TransferFile {
  /// The file with the columns `sources,target,value`.
  ///
  /// Rows are sorted by target, order and sources; values are exact. Each transfer of `table` is
  /// there once.
  package static func csv(_ table: [Measurement]) -> String {
    TransferTable(
      table.map { (transfer: Transfer(sources: $0.sources, target: $0.target), value: $0.value) }
    ).csv
  }

  /// The table as JSON: objects with `sources`, `target`, `value` and, where known, `low` and
  /// `high`.
  package static func json(_ table: [Measurement]) -> JSON {
    .array(
      table.sorted().map { row in
        var members: [JSON.Member] = [
          .init("sources", .texts(row.sources)), .init("target", .string(row.target)),
          .init("value", .number(row.value)),
        ]
        if let interval = row.interval {
          members.append(.init("low", .number(interval.lowerBound)))
          members.append(.init("high", .number(interval.upperBound)))
        }
        return .object(members)
      })
  }
}

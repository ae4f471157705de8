/// Brings the names of one table to those of another.
package enum MapNames {
  /// The table with the names that `reference` lacks replaced by those of their group that it
  /// has, and what was replaced.
  ///
  /// A name stays where `reference` has it, where no group or more than one name fits, or where
  /// the table has the other name, too.
  package static func translated(
    _ table: TransferTable, to reference: TransferTable, aliases: [[String]]
  ) -> (table: TransferTable, renamed: [(from: String, to: String)]) {
    let own = names(table)
    let known = names(reference)
    var changes: [String: String] = [:]
    for name in own.subtracting(known) {
      let group = aliases.first { $0.contains(name) } ?? []
      let matches = group.filter { known.contains($0) && !own.contains($0) }
      if matches.count == 1 { changes[name] = matches[0] }
    }
    // Two names for one would make one transfer of two.
    let counts = Dictionary(grouping: changes.values) { $0 }
    changes = changes.filter { counts[$0.value]?.count == 1 }
    guard !changes.isEmpty else { return (table, []) }
    let entries = zip(table.transfers, table.values).map { transfer, value in
      (
        transfer: Transfer(
          sources: transfer.sources.map { changes[$0] ?? $0 },
          target: changes[transfer.target] ?? transfer.target),
        value: value
      )
    }
    let renamed = changes.keys.sorted().map { (from: $0, to: changes[$0] ?? $0) }
    return (TransferTable(entries), renamed)
  }

  private static func names(_ table: TransferTable) -> Set<String> {
    Set(table.sources).union(table.targets)
  }
}

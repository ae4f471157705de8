package import Documents

/// One number per transfer: affinities, gains or qualities, as files keep them.
package struct TransferTable: Equatable, Sendable {
  /// The transfers, sorted, each once.
  package let transfers: [Transfer]
  /// The number of each transfer, in the order of `transfers`; finite.
  package let values: [Double]
  private let indices: [Transfer: Int]

  /// A table of these values; the transfers are distinct, in any order.
  package init(_ entries: some Sequence<(transfer: Transfer, value: Double)>) {
    let sorted = entries.sorted { $0.transfer < $1.transfer }
    transfers = sorted.map(\.transfer)
    values = sorted.map(\.value)
    indices = Dictionary(
      uniqueKeysWithValues: transfers.enumerated().map { ($0.element, $0.offset) })
  }

  /// Reads a file with the columns `sources`, `target` and `value`, in any order.
  ///
  /// - Parameters:
  ///   - content: the bytes of the file.
  ///   - name: what messages call the file.
  /// - Throws: `Failure` (data), with the line, where a row is malformed, repeated or not finite,
  ///   or where there is no row.
  package init(csv content: [UInt8], name: String) throws(Failure) {
    var reader = try CSVReader(content, name: name, columns: ["sources", "target", "value"])
    var entries: [(transfer: Transfer, value: Double)] = []
    var lines: [Transfer: Int] = [:]
    while let row = try reader.next() {
      let transfer = try Transfer(reading: try row.text(0), target: try row.text(1), in: row)
      if let first = lines.updateValue(row.line, forKey: transfer) {
        throw row.failure("\(transfer) is already in line \(first); remove one of them")
      }
      entries.append((transfer, try row.number(2)))
    }
    guard !entries.isEmpty else {
      throw Failure(.data, "\(name) has a header and no rows; nothing can be computed from it")
    }
    self.init(entries)
  }

  /// The value of a transfer; nil where the table has none.
  package subscript(transfer: Transfer) -> Double? { indices[transfer].map { values[$0] } }

  /// The targets, sorted, each once.
  package var targets: [String] { Set(transfers.map(\.target)).sorted() }

  /// The tasks that can be paid for, sorted: all sources, and the targets with a network of their
  /// own (`self`); the entrants `self`, `scratch` and `average` are no tasks.
  package var sources: [String] {
    var names = Set<String>()
    for transfer in transfers {
      if transfer.isSupervised {
        names.insert(transfer.target)
      } else {
        names.formUnion(transfer.sources)
      }
    }
    return names.subtracting([EntrantName.scratch, EntrantName.average]).sorted()
  }

  /// The highest order of a transfer; 0 for an empty table.
  package var maxOrder: Int { transfers.map(\.order).max() ?? 0 }

  /// The table as a file with the columns `sources,target,value`, sorted, values exact.
  package var csv: String {
    var writer = CSVWriter(header: ["sources", "target", "value"])
    for (transfer, value) in zip(transfers, values) {
      writer.add([transfer.label, transfer.target, JSON.text(of: value)])
    }
    return writer.text
  }

  package static func == (left: TransferTable, right: TransferTable) -> Bool {
    left.transfers == right.transfers && left.values == right.values
  }
}

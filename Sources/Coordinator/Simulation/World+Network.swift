internal import Peers
internal import Scheduling
internal import Wire

/// Messages, and what becomes of them on their way.
extension World {
  func link(of station: Int) -> Machine.Link {
    station == Line.person ? person.link : machines[station].link
  }

  func changeLink(of station: Int, _ change: (inout Machine.Link) -> Void) {
    if station == Line.person { change(&person.link) } else { change(&machines[station].link) }
  }

  func line(of station: Int) -> Line { Line(station: station, number: link(of: station).number) }

  /// Whether both ends of a connection are there.
  func isAlive(_ line: Line) -> Bool {
    let link = link(of: line.station)
    return link.isConnected && !link.isHalfOpen && link.number == line.number
  }

  // MARK: Sending

  /// A station says something to the coordinator.
  func sendOutwards(_ bytes: [UInt8], from station: Int) {
    let line = line(of: station)
    guard isAlive(line), coordinator != nil, !link(of: station).isCutOutwards else { return }
    let bytes = damaged(bytes)
    for _ in 0..<copies() {
      guard let arrival = arrival(of: line, isOutwards: true) else { continue }
      add(.arrival(life: coordinatorLife, line, bytes), at: arrival)
    }
  }

  /// The coordinator says something to a station; says whether the connection is there.
  func sendInwards(_ bytes: [UInt8], to line: Line) -> Bool {
    guard isAlive(line) else { return false }
    if link(of: line.station).isCutInwards { return true }
    for _ in 0..<copies() {
      guard let arrival = arrival(of: line, isOutwards: false) else { continue }
      add(.delivery(line, bytes), at: arrival)
    }
    return true
  }

  private func strength(_ fault: Fault) -> Double { isChaotic ? scenario.strength(fault) : 0 }

  private func copies() -> Int { luckOfNetwork.happens(strength(.duplication) * 0.5) ? 2 : 1 }

  /// When a message arrives; nil where it gets lost.
  private func arrival(of line: Line, isOutwards: Bool) -> Int? {
    if luckOfNetwork.happens(strength(.loss) * 0.4) { return nil }
    var late = luckOfNetwork.number(1...3)
    let delay = Int(strength(.delay) * 3_000)
    if delay > 0 { late += luckOfNetwork.number(0...delay) }
    if isChaotic, link(of: line.station).isSlow { late += luckOfNetwork.number(500...4_000) }
    var arrival = time + late
    if luckOfNetwork.happens(strength(.reordering)) {
      return arrival + luckOfNetwork.number(0...500)
    }
    changeLink(of: line.station) { link in
      arrival = max(arrival, isOutwards ? link.lastOutwards : link.lastInwards)
      if isOutwards { link.lastOutwards = arrival } else { link.lastInwards = arrival }
    }
    return arrival
  }

  /// Sometimes something else than the message: noise, or its beginning only.
  private func damaged(_ bytes: [UInt8]) -> [UInt8] {
    guard luckOfNetwork.happens(strength(.garbage) * 0.2) else { return bytes }
    if luckOfNetwork.happens(0.5) {
      return Array(bytes.prefix(luckOfNetwork.number(0...max(0, bytes.count - 1))))
    }
    return (0..<luckOfNetwork.number(0...64)).map { _ in
      UInt8(truncatingIfNeeded: luckOfNetwork.next())
    }
  }

  // MARK: Connections

  /// Opens a new connection where the coordinator is there to take it; tells whether.
  func open(_ station: Int) -> Bool {
    let link = link(of: station)
    guard coordinator != nil, !link.isCutOutwards, !link.isCutInwards else {
      add(.connect(station), after: luckOfNetwork.number(200...1_500))
      return false
    }
    changeLink(of: station) { link in
      link.isConnected = true
      link.isHalfOpen = false
      link.number += 1
      link.lastOutwards = 0
      link.lastInwards = 0
    }
    return true
  }

  /// A connection breaks, and its station soon makes another one.
  func breakLine(of station: Int) {
    guard link(of: station).isConnected else { return }
    changeLink(of: station) { $0.isConnected = false }
    if station == Line.person {
      tellPerson(.disconnected)
    } else if machines[station].peer != nil, machines[station].pausedUntil <= time {
      tell(station, .disconnected)
    }
    add(.connect(station), after: luckOfNetwork.number(50...1_500))
  }
}

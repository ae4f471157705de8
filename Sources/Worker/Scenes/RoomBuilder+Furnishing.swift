internal import CScenes

extension RoomBuilder {
  /// Furnishes the room as befits its type.
  mutating func furnish() {
    switch room.type {
    case .bedroom: furnishBedroom()
    case .living: furnishLivingRoom()
    case .kitchen: furnishKitchen()
    case .bathroom: furnishBathroom()
    case .office: furnishOffice()
    case .corridor: furnishCorridor()
    case .dining: furnishDiningRoom()
    case .storeroom: furnishStoreroom()
    }
  }

  private mutating func furnishBedroom() {
    let width: Float = stream.chance(0.5) ? 0.95 : 1.6
    placeAgainstWall(.bed, halfWidth: width / 2, halfDepth: 1.04) { $0.makeBed(width: width) }
    addCabinet(isTall: stream.chance(0.5))
    if stream.chance(0.6) { addCabinet(isTall: false) }
    if stream.chance(0.5) { addLamp() }
    if stream.chance(0.4) { addRug() }
    if stream.chance(0.3) { addDesk() }
    if stream.chance(0.3) { addPlant() }
    addClutter(stream.count(0...1))
  }

  private mutating func furnishLivingRoom() {
    addSofa()
    if stream.chance(0.5) { addSofa() }
    if stream.chance(0.7) { addTelevision() }
    addTable(
      width: stream.uniform(0.7...1.1), depth: stream.uniform(0.5...0.7),
      height: stream.uniform(0.35...0.5), chairs: 0)
    if stream.chance(0.6) { addRug() }
    if stream.chance(0.6) { addShelf() }
    if stream.chance(0.6) { addLamp() }
    if stream.chance(0.6) { addPlant() }
    addClutter(stream.count(0...2))
  }

  private mutating func furnishKitchen() {
    for _ in 0..<stream.count(2...4) { addCabinet(isTall: false) }
    placeAgainstWall(.cabinet, halfWidth: 0.35, halfDepth: 0.33) { $0.makeRefrigerator() }
    if stream.chance(0.6) {
      addTable(
        width: stream.uniform(0.8...1.3), depth: stream.uniform(0.7...0.9), height: 0.75,
        chairs: stream.count(2...4))
    }
    addClutter(stream.count(0...1))
  }

  private mutating func furnishBathroom() {
    placeAgainstWall(.bath, halfWidth: 0.25, halfDepth: 0.36) { $0.makeToilet() }
    placeAgainstWall(.bath, halfWidth: 0.35, halfDepth: 0.24) { $0.makeBasin() }
    if stream.chance(0.7) {
      placeAgainstWall(.bath, halfWidth: 0.85, halfDepth: 0.42) { $0.makeTub() }
    }
    if stream.chance(0.3) { addCabinet(isTall: stream.chance(0.5)) }
    if stream.chance(0.3) { addRug() }
    addClutter(stream.count(0...1))
  }

  private mutating func furnishOffice() {
    for _ in 0..<stream.count(1...3) { addDesk() }
    if stream.chance(0.7) { addShelf() }
    if stream.chance(0.4) { addShelf() }
    if stream.chance(0.5) { addCabinet(isTall: stream.chance(0.5)) }
    if stream.chance(0.4) { addPlant() }
    addClutter(stream.count(0...2))
  }

  private mutating func furnishCorridor() {
    if stream.chance(0.4) { addCabinet(isTall: false) }
    if stream.chance(0.4) { addPlant() }
    if stream.chance(0.3) { addLamp() }
    if stream.chance(0.2) { addShelf() }
    addClutter(stream.count(0...1))
    if stream.chance(0.4) { addRug() }
  }

  private mutating func furnishDiningRoom() {
    addTable(
      width: stream.uniform(1.2...2), depth: stream.uniform(0.8...1.1), height: 0.75,
      chairs: stream.chance(0.5) ? 2 : 4)
    if stream.chance(0.6) { addCabinet(isTall: stream.chance(0.3)) }
    if stream.chance(0.4) {
      addTable(
        width: stream.uniform(0.7...0.9), depth: stream.uniform(0.7...0.9), height: 0.75,
        chairs: 2)
    }
    if stream.chance(0.4) { addPlant() }
    if stream.chance(0.4) { addLamp() }
    if stream.chance(0.4) { addRug() }
  }

  private mutating func furnishStoreroom() {
    for _ in 0..<stream.count(2...4) { addShelf() }
    if stream.chance(0.4) { addCabinet(isTall: true) }
    addClutter(stream.count(3...7))
  }

  private mutating func addTable(width: Float, depth: Float, height: Float, chairs: Int) {
    placeFreely(.table, radius: max(width, depth) * 0.6) { builder in
      builder.makeTable(width: width, depth: depth, height: height)
      builder.putOnTop(
        count: builder.stream.index(below: 3), height: height, halfWidth: width / 2,
        halfDepth: depth / 2)
      builder.putChairs(count: chairs, width: width, depth: depth)
    }
  }

  private mutating func addDesk() {
    let width = stream.uniform(1.1...1.6)
    placeAgainstWall(.table, halfWidth: width / 2, halfDepth: 0.35) { builder in
      builder.makeTable(width: width, depth: 0.65, height: 0.74)
      builder.attach(.screen, x: 0, z: 0, turn: 0) {
        $0.makeScreen(at: 0.74, width: $0.stream.uniform(0.45...0.65))
      }
      builder.putOnTop(
        count: builder.stream.index(below: 3), height: 0.74, halfWidth: width / 2,
        halfDepth: 0.25)
      builder.attach(.chair, x: 0, z: 0.55, turn: .pi + builder.stream.around(0.5)) {
        $0.makeChair()
      }
    }
  }

  private mutating func addTelevision() {
    placeAgainstWall(.cabinet, halfWidth: 0.7, halfDepth: 0.25) { builder in
      builder.makeCabinet(width: 1.2, height: 0.5, depth: 0.4, isPale: false)
      builder.attach(.screen, x: 0, z: 0, turn: 0) {
        $0.makeScreen(at: 0.53, width: $0.stream.uniform(0.8...1.2))
      }
    }
  }

  private mutating func addSofa() {
    let width = stream.uniform(1.2...2.2)
    placeAgainstWall(.sofa, halfWidth: width / 2, halfDepth: 0.45) { $0.makeSofa(width: width) }
  }

  private mutating func addShelf() {
    let width = stream.uniform(0.7...1.4)
    let height = stream.uniform(0.9...2.1)
    placeAgainstWall(.shelf, halfWidth: width / 2, halfDepth: 0.16) {
      $0.makeShelf(width: width, height: height)
    }
  }

  private mutating func addCabinet(isTall: Bool) {
    let width = stream.uniform(0.5...1.4)
    let height = isTall ? stream.uniform(1.6...2.1) : stream.uniform(0.6...0.95)
    placeAgainstWall(.cabinet, halfWidth: width / 2, halfDepth: 0.28) { builder in
      builder.makeCabinet(
        width: width, height: height, depth: 0.55, isPale: builder.stream.chance(0.6))
      if isTall { return }
      builder.putOnTop(
        count: builder.stream.index(below: 3), height: height + 0.02, halfWidth: width / 2,
        halfDepth: 0.2)
    }
  }

  private mutating func addRug() {
    let place = Pose(
      x: room.size.x * stream.uniform(0.35...0.65), z: room.size.z * stream.uniform(0.35...0.65),
      yaw: stream.chance(0.5) ? 0 : .pi / 2)
    begin(.rug, at: place)
    let half = (stream.uniform(0.6...1.2), Float(0.008), stream.uniform(0.5...1))
    let pile = material(
      stream.chance(0.6) ? SCENE_CARPET : SCENE_WALLPAPER, stream.clothColour(),
      stream.chance(0.5) ? nearPalette(0.2) : stream.clothColour(),
      scale: stream.uniform(0.2...0.6))
    box(0, 0.008, 0, half: half, pile)
  }

  private mutating func addLamp() { placeFreely(.lamp, radius: 0.22) { $0.makeLamp() } }

  private mutating func addPlant() { placeFreely(.plant, radius: 0.28) { $0.makePlant() } }

  private mutating func addClutter(_ count: Int) {
    for _ in 0..<(count + stream.index(below: 4)) {
      placeFreely(.clutter, radius: 0.22) { $0.makeFloorThing() }
    }
  }
}

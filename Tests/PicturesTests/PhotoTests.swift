import Documents
import Pictures
import Testing

/// The files in `Photos`: 48 x 32 pixels, four rectangles that meet at (16, 16); `turned.jpg` is
/// the same in a file whose EXIF data say that it is to be turned clockwise, and
/// `scans.jpg` has one scan for each coefficient.
private enum Photo: String, CaseIterable {
  case baseline, progressive, grey, inks, turned, restarts, scans

  var file: [UInt8] {
    get throws {
      let folder = #filePath.split(separator: "/").dropLast().map { "/" + $0 }.joined()
      return try Files.read("\(folder)/Photos/\(rawValue).jpg")
    }
  }
}

/// The colour that (x, y) of the photos has.
private func truth(_ x: Int, _ y: Int) -> [Int] {
  switch (x < 16, y < 16) {
  case (true, true): [200, 40, 40]
  case (false, true): [40, 160, 60]
  case (true, false): [50, 70, 200]
  case (false, false): [230, 220, 210]
  }
}

private func channels(_ colour: Colour) -> [Int] {
  [Int(colour.red), Int(colour.green), Int(colour.blue)]
}

private func areClose(_ one: [Int], _ other: [Int]) -> Bool {
  zip(one, other).allSatisfy { abs($0 - $1) <= 8 }
}

/// Calls `body` with copies of `file`: cut off at many places, and with bits flipped at random.
private func withDamaged(_ file: [UInt8], flips: Int, body: ([UInt8]) -> Void) {
  for length in stride(from: 0, to: file.count, by: max(1, file.count / 97)) {
    body(Array(file.prefix(length)))
  }
  var state: UInt64 = 0x2545_f491_4f6c_dd1d
  func random() -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state >> 33)
  }
  for flip in 0..<flips {
    var damaged = file
    for _ in 0...flip % 4 { damaged[random() % file.count] ^= 1 << UInt8(random() % 8) }
    body(damaged)
  }
}

@Suite struct PhotoTests {
  @Test(arguments: [Photo.baseline, .progressive, .inks, .restarts])
  fileprivate func everyKindOfFileGivesItsColours(photo: Photo) throws {
    let picture = try Picture(jpeg: try photo.file)
    #expect(picture.width == 48 && picture.height == 32)
    for (x, y) in [(3, 3), (40, 3), (3, 28), (40, 28)] {
      #expect(areClose(channels(picture[x, y]), truth(x, y)), "\(photo) at \(x), \(y)")
    }
    #expect(try Picture(photo: try photo.file) == picture)
  }

  @Test func greyFilesBecomeGreyPictures() throws {
    let pixel = channels(try Picture(jpeg: try Photo.grey.file)[40, 3])
    #expect(pixel[0] == pixel[1] && pixel[1] == pixel[2])
    #expect(abs(pixel[0] - (299 * 40 + 587 * 160 + 114 * 60) / 1000) <= 2)
  }

  @Test func photosAreTurnedUpright() throws {
    let turned = try Picture(jpeg: try Photo.turned.file)
    #expect(turned.width == 32 && turned.height == 48)
    #expect(areClose(channels(turned[28, 3]), truth(3, 3)))
    #expect(areClose(channels(turned[3, 3]), truth(3, 28)))
    #expect(areClose(channels(turned[28, 40]), truth(40, 3)))
  }

  @Test func everyOrientationIsUndoneByItsOpposite() {
    let picture = Picture(width: 3, height: 2, bytes: (0..<18).map { UInt8($0) })
    for orientation in Orientation.allCases {
      let opposite: Orientation =
        switch orientation {
        case .quarterLeft: .quarterRight
        case .quarterRight: .quarterLeft
        default: orientation
        }
      #expect(picture.turned(orientation).turned(opposite) == picture)
    }
    #expect(Set(Orientation.allCases.map { picture.turned($0).bytes }).count == 8)
  }

  @Test func pngFilesMayBeTurnedToo() throws {
    let picture = Picture(width: 5, height: 2, bytes: (0..<30).map { UInt8($0) })
    var file = picture.png()
    let exif: [UInt8] = [
      0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 3, 0, 0,
    ]
    // After the header of 8 + 25 bytes; libpng does not check what it does not know.
    file.insert(
      contentsOf: [0, 0, 0, UInt8(exif.count)] + Array("eXIf".utf8) + exif + [0, 0, 0, 0], at: 33)
    #expect(try Picture(photo: file) == picture.turned(.upsideDown))
  }

  @Test func damagedFilesGiveAPictureOrAFailureButNoCrash() throws {
    for photo in Photo.allCases {
      let file = try photo.file
      withDamaged(file, flips: 400) { damaged in
        switch Result(catching: { () throws(Failure) in try Picture(photo: damaged) }) {
        case .success(let picture):
          #expect(picture.bytes.count == picture.width * picture.height * 3)
        case .failure(let failure):
          #expect(failure.code == .data && !failure.message.isEmpty)
        }
      }
    }
    let picture = try Picture(jpeg: try Photo.baseline.file)
    withDamaged(picture.png(), flips: 400) { damaged in
      if let result = try? Picture(photo: damaged) {
        // A flip in what PNG guards by no checksum: none of the picture's.
        #expect(result == picture)
      }
    }
  }

  @Test func filesThatEndTooEarlyAreRefused() throws {
    for photo in Photo.allCases {
      let file = try photo.file
      for missing in [2, 3, 10, file.count / 3] {
        #expect(throws: Failure.self) { try Picture(jpeg: file.dropLast(missing)) }
      }
    }
  }

  @Test func bombsAreRefusedBeforeTheyUnfold() throws {
    var file = try Photo.baseline.file
    let frame = try #require(
      file.indices.first { file[$0] == 0xff && [0xc0, 0xc2].contains(file[$0 + 1]) })
    file.replaceSubrange(frame + 5..<frame + 9, with: [0xff, 0xdc, 0xff, 0xdc])
    let failure = #expect(throws: Failure.self) { try Picture(jpeg: file) }
    #expect(failure?.message.contains("too large") == true)
  }

  @Test func filesOfEndlessScansAreRefused() throws {
    let failure = #expect(throws: Failure.self) { try Picture(jpeg: try Photo.scans.file) }
    #expect(failure?.message.contains("scans") == true, "\(String(describing: failure))")
  }

  @Test func otherFilesAreRefused() {
    for file in [[], Array("GIF89a".utf8), [0xff], [0xff, 0xd8], [0xff, 0xd8, 0xff]] as [[UInt8]] {
      let failure = #expect(throws: Failure.self) { try Picture(photo: file) }
      #expect(failure?.code == .data)
    }
  }

  @Test func theMiddleIsCutOut() {
    let picture = Picture(width: 5, height: 2, bytes: (0..<30).map { UInt8($0) })
    let square = picture.centreSquare
    #expect(square.width == 2 && square.height == 2)
    #expect(square[0, 0] == picture[1, 0] && square[1, 1] == picture[2, 1])
  }
}

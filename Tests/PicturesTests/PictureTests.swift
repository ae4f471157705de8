import Documents
import Pictures
import Testing

/// A picture with a gradient and a pattern.
private func sample(width: Int, height: Int) -> Picture {
  Picture(
    width: width, height: height,
    bytes: (0..<(width * height * 3)).map { UInt8(truncatingIfNeeded: $0 * $0 / 7 + $0) })
}

@Suite struct PictureTests {
  @Test(arguments: [(1, 1), (7, 5), (64, 64), (300, 2)])
  func picturesSurviveAPNGFile(width: Int, height: Int) throws {
    let picture = sample(width: width, height: height)
    let file = picture.png()
    #expect(file.prefix(8) == [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
    #expect(try Picture(png: file) == picture)
  }

  @Test func damagedFilesAreRefusedWithAReason() {
    let file = sample(width: 40, height: 30).png()
    var altered = file
    altered[file.count / 2] ^= 0xff
    for broken in [[], [1, 2, 3], Array(file.prefix(60)), altered] {
      let failure = #expect(throws: Failure.self) { try Picture(png: broken) }
      #expect(failure?.code == .data)
    }
  }

  @Test func aChunkThatIsLongerThanItsFileIsRefusedBeforeThereIsRoomForIt() throws {
    // libpng would reserve 1.6 GB for this eXIf chunk.
    var file = Array(sample(width: 8, height: 8).png().prefix(33))
    file += [0x60, 0, 0, 0x1a]
    file += Array("eXIf".utf8) + [0x49, 0x49, 0x2a, 0]
    for result in [
      Result(catching: { _ = try Picture(png: file) }),
      Result(catching: { _ = try SamplePlanes(png: file) }),
    ] {
      #expect {
        try result.get()
      } throws: { error in
        "\(error)".contains("ends within a chunk")
      }
    }
  }

  @Test func picturesTooLargeAreRefusedBeforeTheyAreUnfolded() throws {
    var file = sample(width: 8, height: 8).png()
    // The width of the header; its checksum is wrong now too, so either reason refuses the file.
    file.replaceSubrange(16..<20, with: [0x7f, 0xff, 0xff, 0xff])
    #expect(throws: Failure.self) { try Picture(png: file) }
  }

  @Test func greyFilesBecomeGreyPictures() throws {
    // A grey 1 x 1 PNG of value 128, written by hand.
    let file: [UInt8] = [
      0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52, 0, 0,
      0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0, 0x3a, 0x7e, 0x9b, 0x55, 0, 0, 0, 0x0a, 0x49, 0x44, 0x41,
      0x54, 0x78, 0xda, 0x63, 0x68, 0, 0, 0, 0x82, 0, 0x81, 0xda, 0x45, 8, 0x3b, 0, 0, 0, 0, 0x49,
      0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
    ]
    #expect(try Picture(png: file).bytes == [128, 128, 128])
  }

  @Test func enlargingRepeatsPixelsAndShrinkingAveragesThem() {
    let picture = sample(width: 6, height: 4)
    let large = picture.scaledNearest(width: 18, height: 12)
    #expect(large[17, 11] == picture[5, 3])
    #expect(large[4, 7] == picture[1, 2])
    #expect(large.scaledByArea(width: 6, height: 4) == picture)
    let stripes = Picture(width: 4, height: 1, bytes: [0, 0, 0, 255, 255, 255, 0, 0, 0, 9, 9, 9])
    #expect(
      stripes.scaledByArea(width: 2, height: 1).bytes == [128, 128, 128, 5, 5, 5])
    let uneven = Picture(width: 3, height: 1, bytes: [0, 0, 0, 90, 90, 90, 240, 240, 240])
    #expect(uneven.scaledByArea(width: 2, height: 1)[0, 0].red == 30)
    #expect(uneven.scaledByArea(width: 2, height: 1)[1, 0].red == 190)
  }

  @Test func drawingIsCutOffAtTheBorders() {
    var canvas = Picture(width: 4, height: 4, filledWith: .black)
    let tile = Picture(width: 3, height: 3, filledWith: .white)
    canvas.draw(tile, x: -2, y: 3)
    canvas.draw(tile, x: 10, y: 10)
    let white = (0..<16).filter { canvas[$0 % 4, $0 / 4] == .white }
    #expect(white == [12])
  }

  @Test func gridsPlacePicturesUnderTheirCaptions() {
    let tile = Picture(width: 10, height: 8, filledWith: Colour(red: 9, green: 8, blue: 7))
    let sheet = Picture.grid(
      [[tile, tile], [tile]], columnCaptions: ["A", "depth"], rowCaptions: ["one", ""], gap: 2)
    #expect(sheet.width == Picture.width(of: "one") + 2 + 10 + Picture.width(of: "depth") + 6)
    let tiles = (0..<(sheet.width * sheet.height)).filter {
      sheet[$0 % sheet.width, $0 / sheet.width] == tile[0, 0]
    }
    #expect(tiles.count == 3 * 80)
  }

  @Test func textIsMadeOfInk() {
    var canvas = Picture(width: 20, height: 9, filledWith: .white)
    canvas.write("I-", x: 1, y: 1, colour: .black)
    let ink = (0..<180).filter { canvas[$0 % 20, $0 / 20] == .black }.count
    #expect(ink == 11 + 5)
    canvas.write("outside", x: 15, y: 5, colour: .black)
    #expect(Picture.width(of: "") == 0)
    #expect(Picture.width(of: "AB") == 11)
  }
}

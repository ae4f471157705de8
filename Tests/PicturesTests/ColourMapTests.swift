import Pictures
import Testing

/// How bright a colour looks, by the weights of Rec 709.
private func brightness(_ colour: Colour) -> Float {
  0.2126 * Float(colour.red) + 0.7152 * Float(colour.green) + 0.0722 * Float(colour.blue)
}

@Suite struct ColourMapTests {
  @Test func viridisGrowsBrighterFromViolettToYellow() {
    let colours = (0...50).map { ColourMap.viridis.colour(Float($0) / 50) }
    for (darker, brighter) in zip(colours, colours.dropFirst()) {
      #expect(brightness(brighter) > brightness(darker) - 0.5)
    }
    let ends = [colours[0], colours[50]]
    for (found, known) in zip(ends, [(68, 1, 84), (253, 231, 37)] as [(Float, Float, Float)]) {
      #expect(abs(Float(found.red) - known.0) < 8)
      #expect(abs(Float(found.green) - known.1) < 8)
      #expect(abs(Float(found.blue) - known.2) < 8)
    }
  }

  @Test func valuesOutsideAreCutAndWhatIsNoNumberIsBlack() {
    for map in [ColourMap.grey, .viridis, .diverging] {
      #expect(map.colour(-3) == map.colour(0))
      #expect(map.colour(.infinity) == map.colour(1))
      #expect(map.colour(.nan) == .black)
    }
    #expect(ColourMap.diverging.colour(0.5) == .white)
    #expect(ColourMap.grey.colour(0.5) == Colour(red: 128, green: 128, blue: 128))
  }

  @Test func segmentsAndClassesHaveStableDistinctColours() {
    #expect(Set((0..<200).map(ColourMap.segment)).count == 200)
    #expect(ColourMap.segment(17) == ColourMap.segment(17))
    #expect(Set((0..<18).map { ColourMap.palette($0, of: 18) }).count == 18)
  }

  @Test func normalsTowardsTheViewerAreBlue() {
    #expect(ColourMap.normal(0, 0, 1) == Colour(red: 128, green: 128, blue: 255))
    let map = Picture.normals([0, 0, 1, 1, 0, 0], width: 2)
    #expect(map.width == 2 && map.height == 1)
    #expect(map[1, 0].red == 255)
  }

  @Test func mapsSpreadTheirFiniteValues() {
    let map = Picture.map([1, 2, 3, .nan], width: 2, as: .grey)
    #expect(map[0, 0] == .black)
    #expect(map[0, 1] == .white)
    #expect(map[1, 1] == .black)
    #expect(Picture.map([5, 5], width: 1, as: .grey)[0, 0].red == 128)
    #expect(Picture.segments([3, 3, 4, 3], width: 2)[0, 0] == ColourMap.segment(3))
    #expect(Picture.classes([1, 0], of: 2, width: 2)[0, 0] == ColourMap.palette(1, of: 2))
  }
}

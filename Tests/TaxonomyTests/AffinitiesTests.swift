import Documents
import Taxonomy
import Testing

@Suite struct AffinitiesTests {
  /// The tournament against its definition.
  @Test(arguments: 0..<20)
  func tournamentsCountWinsAndHalfTies(seed: Int) throws {
    let losses = try #require(
      Losses.table(entrants: 7, images: 1 + seed * 13, grain: 1 + seed, seed: seed).targets.first)
    let entrants = Array(losses.entrants.indices)
    let tournament = Tournament(losses, entrants: entrants)
    for row in entrants {
      for column in entrants {
        var wins = 0.0
        for (a, b) in zip(losses.losses(of: row), losses.losses(of: column)) {
          wins += a < b ? 1 : a == b ? 0.5 : 0
        }
        let rate = tournament.winRate(row, over: column)
        #expect(abs(rate - wins / Double(losses.images.count)) < 1e-15)
        #expect(abs(rate + tournament.winRate(column, over: row) - 1) < 1e-15)
        let smoothed = (wins + 0.5) / Double(losses.images.count + 1)
        #expect(abs(tournament.smoothedWinRate(row, over: column) - smoothed) < 1e-15)
      }
    }
  }

  @Test func affinitiesSumToOneAndLeaveOutTheBaselines() throws {
    let affinities = try Affinities(
      Losses.table(targets: 3, entrants: 5, images: 40, grain: 1000, seed: 1))
    #expect(affinities.targets.map(\.target) == ["t0", "t1", "t2"])
    for target in affinities.targets {
      #expect(target.entrants.map(\.label) == ["s0", "s1", "s2", "s3", "s4", "self"])
      #expect(abs(target.values.reduce(0, +) - 1) < 1e-12)
      #expect(target.values.allSatisfy { $0 > 0 })
      #expect(target.eigenvalue >= 6 - 1e-9)
    }
  }

  @Test func bytesDoNotDependOnTheOrderOfRows() throws {
    let table = Losses.table(targets: 2, entrants: 4, images: 30, grain: 9, seed: 2)
    let lines = table.csv.split(separator: "\n")
    let shuffled = ([lines[0]] + lines.dropFirst().reversed()).joined(separator: "\n")
    let again = try LossTable(csv: Array(shuffled.utf8), name: "shuffled")
    #expect(try Affinities(table).csv == Affinities(again).csv)
    #expect(WinRates.gain(table).csv == WinRates.gain(again).csv)
  }

  @Test func anyMonotoneScaleOfAnImageGivesTheSame() throws {
    let table = Losses.table(entrants: 6, images: 25, grain: 50, seed: 3)
    let target = try #require(table.targets.first)
    let scaled = LossTable([
      LossTable.Target(
        target: target.target, entrants: target.entrants, images: target.images,
        losses: target.losses.enumerated().map { place, loss in
          loss * Double(1 << (place % target.images.count % 8))
        })
    ])
    #expect(try Affinities(table).table == Affinities(scaled).table)
  }

  @Test func entrantsCanBeChosen() throws {
    let table = Losses.table(entrants: 3, images: 20, grain: 100, seed: 4)
    var options = AffinityOptions()
    options.resamples = 0
    options.entrants = AffinityOptions.EntrantSet(only: ["scratch", "s1"])
    let target = try #require(try Affinities(table, options: options).targets.first)
    #expect(target.entrants.map(\.label) == ["s1", "scratch"])
    #expect(target.intervals == nil)
    options.entrants = AffinityOptions.EntrantSet(only: ["nobody"])
    let failure = #expect(throws: Failure.self) { try Affinities(table, options: options) }
    #expect(failure?.message.contains("nobody") == true)
    options.entrants = AffinityOptions.EntrantSet()
    options.entrants.excluded.append("nobody")
    #expect(throws: Failure.self) { try Affinities(table, options: options) }
  }

  @Test func intervalsHoldTheValueAndNarrowWithImages() throws {
    func width(images: Int) throws -> Double {
      let table = Losses.table(entrants: 4, images: images, grain: 10_000, seed: 5)
      let target = try #require(try Affinities(table).targets.first)
      let intervals = try #require(target.intervals)
      for (value, interval) in zip(target.values, intervals) {
        #expect(interval.low <= value && value <= interval.high)
      }
      return intervals.reduce(0) { $0 + $1.high - $1.low }
    }
    #expect(try width(images: 1600) < width(images: 100) / 2)
  }

  /// The normal approximation of a share's interval: 1.96 sqrt(p (1 - p) / m).
  @Test func intervalsOfWinRatesAreThoseOfAShare() throws {
    let table = Losses.table(entrants: 4, images: 900, grain: 100_000, seed: 6)
    var options = AffinityOptions()
    options.resamples = 2000
    let gain = WinRates.gain(table, options: options)
    let intervals = try #require(gain.intervals)
    for (rate, interval) in zip(gain.table.values, intervals) where rate != 0.5 {
      let expected = 2 * 1.96 * (rate * (1 - rate) / 900).squareRoot()
      #expect(abs(interval.high - interval.low - expected) < 0.1 * expected)
    }
  }

  @Test func gainAndQualityAreWinRatesOverTheirOpponent() throws {
    let table = Losses.table(targets: 2, entrants: 3, images: 50, grain: 10, seed: 7)
    let gain = WinRates.gain(table)
    let quality = WinRates.quality(table)
    #expect(gain.opponent == "scratch")
    for target in ["t0", "t1"] {
      let own = Transfer(sources: ["self"], target: target)
      let scratch = Transfer(sources: ["pixels"], target: target)
      #expect(quality.table[own] == 0.5)
      #expect(gain.table[scratch] == 0.5)
      let sum = try #require(gain.table[own]) + #require(quality.table[scratch])
      #expect(abs(sum - 1) < 1e-15)
    }
    #expect(WinRates(table, over: "s9").targetsWithoutOpponent == ["t0", "t1"])
    #expect(WinRates(table, over: "s9").table.transfers.isEmpty)
    #expect(WinRates(table, over: "").targetsWithoutOpponent == ["t0", "t1"])
    #expect(WinRates(table, over: "pixels").table == gain.table)
  }

  @Test func canBeCancelled() {
    let table = Losses.table(entrants: 3, images: 10, grain: 10, seed: 8)
    #expect(throws: Cancelled.self) { try Affinities(table, isCancelled: { true }) }
  }

  @Test func filesReadBackAsTables() throws {
    let affinities = try Affinities(
      Losses.table(targets: 2, entrants: 3, images: 20, grain: 50, seed: 10))
    for value in TaxonomyOptions.Value.allCases {
      let text = affinities.csv(as: value)
      #expect(text.hasPrefix("sources,target,value,low,high,entrants\n"))
      let table = try TransferTable(csv: Array(text.utf8), name: "again")
      #expect(table == affinities.table(as: value))
    }
    let roots = affinities.table(as: .sqrt)
    for (root, affinity) in zip(roots.values, affinities.table.values) {
      #expect(root == max(1e-5, affinity.squareRoot()))
    }
  }

  #if !DEBUG
    /// A fifth of a full run; meant to take a hundredth of this.
    @Test func manyEntrantsAreFast() throws {
      let table = Losses.table(targets: 4, entrants: 57, images: 500, grain: 1_000_000, seed: 9)
      var options = AffinityOptions()
      options.resamples = 0
      let time = try ContinuousClock().measure { _ = try Affinities(table, options: options) }
      #expect(time < .milliseconds(400))
    }
  #endif
}

/// How all figures look, on paper, on a screen by day and on one by night.
///
/// Hues are Okabe and Ito's, which remain apart for colour-blind readers; what a colour says is
/// always said by a number, a shape or a position too.
enum FigureStyle {
  /// The steps of the scale of matrices, from nothing to everything.
  static let scaleSteps = 9

  /// The colours as CSS variables of `selector`, with their replacements for dark mode.
  static func palette(of selector: String) -> String {
    "\(selector){color-scheme:light dark;\(variables(day))}"
      + "@media (prefers-color-scheme:dark){\(selector){\(variables(night))}}"
      + "@media print{\(selector){\(variables(day))}}"
  }

  /// The class of what has to do with transfers of `order` sources.
  static func orderClass(_ order: Int) -> String { "k\(min(max(order, 1), 5))" }

  /// The class of a cell at `position` from 0 to 1 on the scale.
  static func scaleClass(_ position: Double) -> String {
    let step = Int((position * Double(scaleSteps)).rounded(.down))
    return "s\(min(max(step, 0), scaleSteps - 1))"
  }

  private static func variables(_ colours: [(String, String)]) -> String {
    colours.map { "--\($0.0):\($0.1);" }.joined()
  }

  private static let day: [(String, String)] =
    [
      ("paper", "#fdfdfb"), ("panel", "#f4f4ef"), ("ink", "#1d2327"), ("soft", "#5a646b"),
      ("line", "#d5d8d6"), ("accent", "#0b6e8a"), ("extra", "#a85b00"), ("warn", "#a33a1c"),
    ] + numbered("k", ["#0072b2", "#c14e00", "#00805c", "#a2407c", "#7d6500"])
    + numbered(
      "s",
      [
        "#eef3ee", "#d7e8df", "#b4d9d3", "#86c3c6", "#57a7b8", "#3188a8", "#1e6793", "#1a4676",
        "#152652",
      ], from: 0)

  private static let night: [(String, String)] =
    [
      ("paper", "#15191c"), ("panel", "#1d2327"), ("ink", "#e9ebe8"), ("soft", "#a3adb2"),
      ("line", "#384147"), ("accent", "#5cc1dc"), ("extra", "#f0a94e"), ("warn", "#f08a6b"),
    ] + numbered("k", ["#5ab4ea", "#f2905a", "#41c9a2", "#e594c6", "#dcc04a"])
    + numbered(
      "s",
      [
        "#20282d", "#22374a", "#244a66", "#256280", "#2a7d92", "#44999b", "#74b49d", "#aed0a2",
        "#ecebb6",
      ], from: 0)

  private static func numbered(
    _ name: String, _ colours: [String], from first: Int = 1
  ) -> [(String, String)] {
    colours.enumerated().map { ("\(name)\($0.offset + first)", $0.element) }
  }

  /// The rules that use those colours, for everything inside an element of class `figure`.
  static let rules =
    """
    .figure{font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,\
    sans-serif;font-size:12px;font-variant-numeric:tabular-nums}
    .figure text{fill:var(--ink)}
    .figure .paper{fill:var(--paper)}
    .figure .soft{fill:var(--soft);font-size:11px}
    .figure .heading{font-weight:600;font-size:12px}
    .figure .badge{fill:var(--paper);font-size:10px;font-weight:600}
    .figure .grid{stroke:var(--line);stroke-width:1;fill:none}
    .figure .axis{stroke:var(--soft);stroke-width:1;fill:none}
    .figure .parity{stroke:var(--soft);stroke-width:1;stroke-dasharray:3 3;fill:none}
    .figure .track{fill:var(--line);opacity:.55}
    .figure .bar{fill:var(--accent)}
    .figure .bar2{fill:var(--extra)}
    .figure .band{fill:var(--soft);opacity:.2}
    .figure .level{fill:var(--soft)}
    .figure .tick{stroke:var(--ink);stroke-width:2}
    .figure .wanted{fill:var(--accent)}
    .figure .helper{fill:var(--paper);stroke:var(--extra);stroke-width:2}
    .figure .flow{fill:none;stroke-width:1.4;opacity:.7}
    .figure .curve{fill:none;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}
    .figure .stroke-gain{fill:none;stroke:var(--accent)}
    .figure .stroke-quality{fill:none;stroke:var(--extra)}
    .figure .stroke-random{fill:none;stroke:var(--soft);stroke-width:1.4}
    .figure .whisker{stroke:var(--soft);stroke-width:1.2}
    .figure .absent{fill:none;stroke:var(--line);stroke-width:1}
    .figure .best{fill:none;stroke-width:1.6}
    .figure .best.on{stroke:var(--paper)}
    .figure .best.off{stroke:var(--ink)}
    .figure .transfer{transition:opacity .15s}
    .figure:has(.transfer:hover) .transfer:not(:hover){opacity:.28}
    .figure .transfer:hover .flow{stroke-width:2.6;opacity:1}

    """ + (1...5).map(orderRules).joined() + (0..<scaleSteps).map(scaleRule).joined()

  private static func orderRules(_ order: Int) -> String {
    """
    .figure .k\(order){fill:var(--k\(order))}
    .figure .flow.k\(order),.figure .curve.k\(order){fill:none;stroke:var(--k\(order))}
    .figure text.k\(order){fill:var(--k\(order));font-weight:600}

    """
  }

  private static func scaleRule(_ step: Int) -> String {
    ".figure .s\(step){fill:var(--s\(step))}\n"
  }
}

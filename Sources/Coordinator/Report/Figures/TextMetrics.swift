/// How much room text needs, before anyone knows in which font it will be shown.
///
/// The widths are those of a wide sans serif (DejaVu Sans, Verdana), so that labels fit in the
/// narrower ones that most machines use.
package enum TextMetrics {
  /// An upper estimate of the width of `text` at `size`, in the unit of `size`.
  package static func width(_ text: String, size: Double) -> Double {
    text.unicodeScalars.reduce(0) { $0 + em($1) } * size
  }

  /// `text`, or as much of its beginning and end as fits in `width`, around an ellipsis.
  package static func fitted(_ text: String, size: Double, width limit: Double) -> String {
    guard width(text, size: size) > limit else { return text }
    let characters = Array(text)
    var kept = characters.count
    while kept > 2 {
      kept -= 1
      let head = (kept + 1) / 2
      let short = String(characters[..<head]) + "…" + String(characters.suffix(kept - head))
      if width(short, size: size) <= limit { return short }
    }
    return "…"
  }

  private static func em(_ scalar: Unicode.Scalar) -> Double {
    switch scalar {
    case "i", "j", "l", "I", "'", ".", ",", ":", ";", "|", "!", " ", "\u{A0}": 0.34
    case "f", "t", "r", "(", ")", "[", "]", "-", "/": 0.42
    case "m", "M", "W", "%", "@", "—": 0.99
    case "w", "→", "≤", "+", "…", "=", "<", ">", "&": 0.86
    case "A"..."Z": 0.76
    default: scalar.value < 0x2000 ? 0.64 : 1.05
    }
  }
}

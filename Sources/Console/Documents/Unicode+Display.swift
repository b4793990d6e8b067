extension Unicode.Scalar {
  /// Whether it is shown as it stands: it draws something, or changes what stands before it visibly.
  var isShown: Bool {
    if value < 0x7F { return value >= 0x20 }
    if value < 0xA0 { return false }
    switch value {
    // Letters and marks that draw nothing: joiners, Hangul fillers, Khmer inherent vowels, blank Braille,
    // and the second set of variation selectors.
    case 0x034F, 0x115F...0x1160, 0x17B4...0x17B5, 0x180B...0x180F, 0x2800, 0x3164, 0xFFA0, 0xFFFC,
      0xE0100...0xE01EF:
      return false
    default: break
    }
    switch properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator:
      return false
    default: return true
    }
  }

  /// The columns that a terminal gives it (after UAX #11): 0, 1 or 2.
  var columns: Int {
    if value < 0x300 { return 1 }
    switch value {
    case 0x1160...0x11FF: return 0
    case 0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F,
      0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
      0x16FE0...0x18CFF, 0x1B000...0x1B2FF, 0x1F200...0x1F2FF, 0x20000...0x3FFFD:
      return isMark ? 0 : 2
    default:
      if isMark { return 0 }
      return properties.isEmojiPresentation && !isRegionalIndicator ? 2 : 1
    }
  }

  private var isMark: Bool {
    let category = properties.generalCategory
    return category == .nonspacingMark || category == .enclosingMark
  }

  private var isRegionalIndicator: Bool { (0x1F1E6...0x1F1FF).contains(value) }
}

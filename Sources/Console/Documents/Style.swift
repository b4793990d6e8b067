/// What a piece of text means; a renderer decides how that looks.
package enum Style: UInt8, Sendable, Hashable {
  case plain
  /// As it should be: green.
  case good
  /// Wrong: red.
  case bad
  /// Worth a look: yellow.
  case warning
  /// Of less weight.
  case faint
  /// Of more weight: headings, names.
  case strong
}

/// Whether styles are shown.
package enum Colour: Sendable, Hashable {
  /// Text alone.
  case never
  /// The basic colours of any terminal (ECMA-48 SGR).
  case ansi
}

extension Style {
  /// The digits between `ESC [` and `m`.
  private var parameters: String {
    switch self {
    case .plain: ""
    case .good: "32"
    case .bad: "31"
    case .warning: "33"
    case .faint: "2"
    case .strong: "1"
    }
  }

  func begin(_ colour: Colour, into bytes: inout [UInt8]) {
    guard colour == .ansi, self != .plain else { return }
    bytes.append(contentsOf: "\u{1B}[\(parameters)m".utf8)
  }

  func end(_ colour: Colour, into bytes: inout [UInt8]) {
    guard colour == .ansi, self != .plain else { return }
    bytes.append(contentsOf: "\u{1B}[0m".utf8)
  }
}

// How errors are said. The object first, then the reason; a small initial, no full stop; what was found and what
// would do; the library's own words last, in parentheses; never a secret.

import Console
import PKICore
import Platform

extension PKIError {
  /// Subject and message: `k.pem: wrong passphrase`.
  var sentence: String {
    let words = subject.isEmpty ? message : "\(subject): \(message)"
    return reason.map { "\(words) (\($0))" } ?? words
  }

  /// The error as JSON.
  var document: Document {
    .fields([
      Field("code", .text(kind.rawValue)), Field("message", .text(sentence)), Field("hint", .text(orNull: hint)),
    ])
  }

  /// The error as text.
  var lines: [Line] {
    UsageError(sentence, hint: hint).lines(program: Tool.name)
  }
}

extension World {
  /// Says an error on standard error.
  func report(_ error: PKIError) { say(error.lines) }

  /// Says what is worth knowing beside the result, unless it is not wanted.
  func note(_ text: String) {
    guard !globals.quiet else { return }
    say([Line([Span("\(Tool.name): "), Span("note: ", .faint), Span(text)])])
  }

  /// Lines on standard error.
  func say(_ lines: [Line]) {
    var bytes: [UInt8] = []
    TextRenderer(colour: errorColour, width: nil).render(lines, into: &bytes)
    errors.write(bytes)
  }

  private var errorColour: Colour {
    switch globals.colour {
    case .always: .ansi
    case .never: .never
    case .auto: Terminal.isTerminal(errors.descriptor ?? -1) ? colourOfTerminal : .never
    }
  }

  private var colourOfTerminal: Colour {
    environment("TERM") == "dumb" || !(environment("NO_COLOR") ?? "").isEmpty ? .never : .ansi
  }
}

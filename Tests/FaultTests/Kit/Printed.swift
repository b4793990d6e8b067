import TestKit

/// What a command printed, as a terminal would take it.
struct Printed {
  /// What must never reach a terminal, each kind once with what stands before it.
  let faults: [String]

  init(_ result: Program.Result) {
    faults = Self.faults(result.output, "standard output") + Self.faults(result.errors, "standard error")
  }

  private static func faults(_ bytes: [UInt8], _ stream: String) -> [String] {
    guard let text = String(validating: bytes, as: UTF8.self) else { return ["no UTF-8 on \(stream)"] }
    var faults: [String] = []
    for (place, scalar) in text.unicodeScalars.enumerated() where scalar.value != 0x0a && isHostile(scalar) {
      let before = String(String.UnicodeScalarView(text.unicodeScalars.dropFirst(max(0, place - 40)).prefix(40)))
      faults.append("U+\(String(scalar.value, radix: 16)) on \(stream) after \(before.debugDescription)")
      if faults.count > 3 { break }
    }
    return faults
  }

  /// Whether a character steers a terminal, reorders or hides text.
  static func isHostile(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00...0x1f, 0x7f...0x9f, 0xad, 0x061c, 0x200b...0x200f, 0x2028...0x202e, 0x2060...0x206f, 0xfeff,
      0xfff9...0xfffb, 0xe0000...0xe007f:
      true
    default: false
    }
  }
}

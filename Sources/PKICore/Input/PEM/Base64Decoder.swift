/// Decodes base64 (RFC 4648 §4) as it comes, in pieces of any size, passing over white space.
///
/// It stops before the first character that does not belong; the caller decides what that means. Line ends
/// may also be the two characters `\n`, which is how PEM stands in JSON and in environment files.
struct Base64Decoder {
  /// How often a line has ended so far.
  private(set) var lines = 0
  /// Whether a carriage return was among the white space.
  private(set) var sawCarriageReturn = false
  /// Whether blanks were among it: lines that are indented, or that end in spaces.
  private(set) var sawBlank = false
  /// Whether line ends were written as `\n`.
  private(set) var sawEscape = false

  private var bits: UInt32 = 0
  private var pending = 0
  private var padding = 0
  private var previous: UInt8 = 0

  /// What the encoding ended in.
  enum Ending: Hashable {
    /// All characters were used and the padding was right.
    case complete
    /// Padding is missing, but every octet is there.
    case unpadded
    /// One character is left over: six bits of an octet.
    case cut
    /// More padding than there can be.
    case overpadded
  }

  private static let backslash: UInt8 = 0x5c

  /// Decodes from `start` up to `end` and appends the octets to `output`; returns where it stopped.
  mutating func decode(
    _ input: [UInt8], from start: Int, to end: Int, into output: inout [UInt8]
  ) -> Int {
    var position = start
    while position < end {
      // Room is made in pieces, so that a short block at the start of a long buffer costs little.
      let stop = min(end, position + max(2048, output.count))
      let next = decodePiece(input, from: position, to: stop, into: &output)
      if next < stop { return next }
      position = next
    }
    return position
  }

  /// Puts out what is pending, as far as it makes octets.
  mutating func finish(into output: inout [UInt8]) -> Ending {
    switch pending {
    case 0: return padding == 0 ? .complete : .overpadded
    case 1: return .cut
    case 2: output.append(UInt8(truncatingIfNeeded: bits >> 4))
    default:
      output.append(UInt8(truncatingIfNeeded: bits >> 10))
      output.append(UInt8(truncatingIfNeeded: bits >> 2))
    }
    let wanted = 4 - pending
    return padding == wanted ? .complete : padding < wanted ? .unpadded : .overpadded
  }

  private mutating func decodePiece(
    _ input: [UInt8], from start: Int, to end: Int, into output: inout [UInt8]
  ) -> Int {
    let values = Base64Alphabet.values
    let first = output.count
    output.append(contentsOf: repeatElement(0, count: (end - start) / 4 * 3 + 6))
    var written = first
    var position = start
    let source = input.span
    let table = values.span
    var target = output.mutableSpan
    while position < end {
      if pending == 0, padding == 0, previous != Self.backslash {
        while position + 4 <= end {
          let a = table[Int(source[position])]
          let b = table[Int(source[position + 1])]
          let c = table[Int(source[position + 2])]
          let d = table[Int(source[position + 3])]
          guard (a | b | c | d) & 0xc0 == 0 else { break }
          let word = UInt32(a) << 18 | UInt32(b) << 12 | UInt32(c) << 6 | UInt32(d)
          target[written] = UInt8(truncatingIfNeeded: word >> 16)
          target[written + 1] = UInt8(truncatingIfNeeded: word >> 8)
          target[written + 2] = UInt8(truncatingIfNeeded: word)
          written += 3
          position += 4
        }
        guard position < end else { break }
      }
      let byte = source[position]
      let value = table[Int(byte)]
      if value < 0x40, padding == 0, previous != Self.backslash {
        bits = bits << 6 | UInt32(value)
        pending += 1
        previous = byte
        if pending == 4 {
          target[written] = UInt8(truncatingIfNeeded: bits >> 16)
          target[written + 1] = UInt8(truncatingIfNeeded: bits >> 8)
          target[written + 2] = UInt8(truncatingIfNeeded: bits)
          written += 3
          pending = 0
        }
      } else if !passes(byte) {
        break
      }
      position += 1
    }
    output.removeLast(output.count - written)
    return position
  }

  /// Passes over white space and padding; false for what does not belong here.
  private mutating func passes(_ byte: UInt8) -> Bool {
    if previous == Self.backslash {
      guard byte == 0x6e || byte == 0x72 || byte == 0x74 else { return false }
      sawEscape = true
      previous = 0
      return true
    }
    switch byte {
    case 0x0a: if previous != 0x0d { lines += 1 }
    case 0x0d:
      lines += 1
      sawCarriageReturn = true
    case 0x20, 0x09, 0x0b, 0x0c: sawBlank = true
    case 0x3d: padding += 1
    case Self.backslash: break
    default: return false
    }
    previous = byte
    return true
  }
}

/// The 64 characters of RFC 4648 §4.
enum Base64Alphabet {
  /// By value: its character.
  static let characters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// By character: its value, or 0x80 where it is none.
  static let values: [UInt8] = {
    var values = [UInt8](repeating: 0x80, count: 256)
    for (value, character) in characters.enumerated() { values[Int(character)] = UInt8(value) }
    return values
  }()
}

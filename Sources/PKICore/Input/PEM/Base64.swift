/// Base64 of whole values (RFC 4648 §4).
package enum Base64 {
  /// The padded encoding, without line ends.
  package static func text(_ bytes: [UInt8]) -> String {
    String(decoding: encode(bytes), as: UTF8.self)
  }

  /// The padded encoding as characters; with `lineLength`, a multiple of 4, each line of so many characters ends in a
  /// line feed, the last one too.
  package static func encode(_ bytes: [UInt8], lineLength: Int? = nil) -> [UInt8] {
    var output: [UInt8] = []
    append(bytes, lineLength: lineLength, to: &output)
    return output
  }

  /// As `encode`, behind what `output` holds already.
  static func append(_ bytes: [UInt8], lineLength: Int? = nil, to output: inout [UInt8]) {
    let characters = (bytes.count + 2) / 3 * 4
    let groupsOfLine = lineLength.map { $0 / 4 } ?? .max
    output.reserveCapacity(output.count + characters + characters / (lineLength ?? .max) + 2)
    let alphabet = Base64Alphabet.characters
    var groupsLeft = groupsOfLine
    var index = 0
    while index < bytes.count {
      let have = min(3, bytes.count - index)
      var word = Int(bytes[index]) << 16
      if have > 1 { word |= Int(bytes[index + 1]) << 8 }
      if have > 2 { word |= Int(bytes[index + 2]) }
      output.append(alphabet[word >> 18])
      output.append(alphabet[word >> 12 & 63])
      output.append(have > 1 ? alphabet[word >> 6 & 63] : 0x3d)
      output.append(have > 2 ? alphabet[word & 63] : 0x3d)
      index += 3
      groupsLeft -= 1
      if groupsLeft == 0 {
        output.append(0x0a)
        groupsLeft = groupsOfLine
      }
    }
    if lineLength != nil, groupsLeft < groupsOfLine { output.append(0x0a) }
  }

  /// The octets of base64 text, white space passed over and missing padding forgiven; nil where it is none.
  package static func decode(_ text: some Sequence<UInt8>) -> [UInt8]? {
    let input = Array(text)
    var decoder = Base64Decoder()
    var output: [UInt8] = []
    guard decoder.decode(input, from: 0, to: input.count, into: &output) == input.count else { return nil }
    switch decoder.finish(into: &output) {
    case .complete, .unpadded: return output
    case .cut, .overpadded: return nil
    }
  }
}

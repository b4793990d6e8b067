/// Base64 of whole values (RFC 4648 §4).
package enum Base64 {
  /// The padded encoding, without line ends.
  package static func text(_ bytes: some Collection<UInt8>) -> String {
    String(decoding: encode(bytes), as: UTF8.self)
  }

  /// The padded encoding as characters; with `lineLength`, each line of so many characters ends in a line
  /// feed, the last one too.
  package static func encode(_ bytes: some Collection<UInt8>, lineLength: Int? = nil) -> [UInt8] {
    let alphabet = Base64Alphabet.characters
    var output: [UInt8] = []
    output.reserveCapacity((bytes.count + 2) / 3 * 4 + bytes.count / 40 + 2)
    var column = 0
    var word: UInt32 = 0
    var have = 0
    func put(_ characters: Int) {
      for index in 0..<4 {
        let value = Int(word >> UInt32(18 - 6 * index) & 63)
        output.append(index < characters ? alphabet[value] : 0x3d)
      }
      column += 4
      guard let lineLength, column >= lineLength else { return }
      output.append(0x0a)
      column = 0
    }
    for byte in bytes {
      word = word << 8 | UInt32(byte)
      have += 1
      guard have == 3 else { continue }
      put(4)
      word = 0
      have = 0
    }
    if have > 0 {
      word <<= UInt32(8 * (3 - have))
      put(have + 1)
    }
    if lineLength != nil, column > 0 { output.append(0x0a) }
    return output
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

import Platform
import Testing

@testable import PKICore

/// The everyday substitute for a fuzzer: whatever happens to a file, it is read to its end, and says what it is.
@Suite struct InputDamageTests {
  private static let reader = MaterialReader(unlock: { _ throws(PKIError) in nil })

  /// Text that keys stand in.
  struct Text: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let bytes: [UInt8]

    static let all: [Text] = [
      Text(testDescription: "PEM", bytes: Specimen.sshKey.pem),
      Text(testDescription: "a line", bytes: Array(Specimen.sshLine.utf8)),
      Text(testDescription: "a certificate's line", bytes: Array(Specimen.sshCertificateLine.utf8)),
      Text(testDescription: "RFC 4716", bytes: Array(Specimen.rfc4716.utf8)),
    ]
  }

  @Test(arguments: Specimen.all) func everyPrefix(_ specimen: Specimen) throws {
    for length in stride(from: 0, to: specimen.der.count, by: specimen.der.count > 600 ? 3 : 1) {
      let part = Array(specimen.der[..<length])
      let items = try Self.reader.read(part, name: "f").items
      #expect(!items.isEmpty)
      // What is cut off is never whole; a bare SEQUENCE of numbers may make another sense.
      if specimen.label != "DSA PARAMETERS" { #expect(items.contains { $0.error != nil }, "\(length) octets") }
      let kind = try Self.reader.read(PEMEncoding.block(specimen.label, part), name: "f").items[0].kind
      #expect(kind != .unknown)
    }
  }

  @Test(arguments: Specimen.all) func everyBit(_ specimen: Specimen) throws {
    var bytes = specimen.der
    // A PKCS#12 file costs thousands of hashes a time: one bit of each octet must do.
    let isDear = specimen.label == "PKCS12"
    for place in bytes.indices {
      for bit in isDear ? place % 8..<place % 8 + 1 : 0..<8 {
        bytes[place] ^= 1 << UInt8(bit)
        let items = try Self.reader.read(bytes, name: "f").items
        #expect(!items.isEmpty)
        bytes[place] ^= 1 << UInt8(bit)
      }
    }
  }

  @Test(arguments: Text.all) func everyPrefixAndBitOfText(_ original: Text) throws {
    var bytes = original.bytes
    for place in bytes.indices {
      #expect(try !Self.reader.read(Array(bytes[..<place]), name: "f").items.isEmpty)
      for bit in 0..<8 {
        bytes[place] ^= 1 << UInt8(bit)
        #expect(try !Self.reader.read(bytes, name: "f").items.isEmpty)
        bytes[place] ^= 1 << UInt8(bit)
      }
    }
  }

  @Test(arguments: [Specimen.sshKey, .sshRSAKey, .sshECKey, .lockedSSHKey])
  func everyByteOfAnOpenSSHKey(_ specimen: Specimen) {
    var bytes = specimen.der
    for place in bytes.indices {
      let old = bytes[place]
      for new in [0, 0x7f, 0x80, 0xff] as [UInt8] {
        bytes[place] = new
        // It may be read or refused; it must come back.
        _ = try? SSHPrivateKey(bytes)
      }
      bytes[place] = old
      _ = try? SSHPrivateKey(Array(bytes[..<place]))
    }
    #expect((try? SSHPrivateKey(bytes)) != nil)
  }
}

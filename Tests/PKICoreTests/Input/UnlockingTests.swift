import Platform
import Synchronization
import Testing

@testable import PKICore

@Suite struct UnlockingTests {
  private func reader(_ word: String) -> MaterialReader {
    MaterialReader(unlock: { _ throws(PKIError) in Secret(copying: Array(word.utf8)) })
  }

  private static let traditional =
    Array("-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: \(Specimen.dekInfo)\n\n".utf8)
    + Base64.encode(Specimen.traditionalKey.der, lineLength: 64) + Array("-----END EC PRIVATE KEY-----\n".utf8)

  @Test(arguments: [Specimen.lockedKey, .legacyLockedKey]) func opensKeys(_ specimen: Specimen) throws {
    let item = try reader("word").read(specimen.pem, name: "f").items[0]
    #expect(item.error == nil)
    #expect(item.isEncrypted)
    #expect(item.privateKey?.structure?.algorithmName == "EC")
    #expect(item.privateKey?.plain?.bytes == Specimen.privateKey.der)
    #expect(item.notes.isEmpty == (specimen.name == "lockedKey"))
  }

  @Test func opensTraditionalKeys() throws {
    let item = try reader("word").read(Self.traditional, name: "f").items[0]
    #expect(item.error == nil)
    #expect(item.privateKey?.plain?.bytes == Specimen.sec1Key.der)
    #expect(item.privateKey?.lock?.format == .traditional)
    #expect(try reader("other").read(Self.traditional, name: "f").items[0].error?.kind == .passphrase)
  }

  @Test(arguments: [Specimen.lockedKey, .legacyLockedKey, .pkcs12])
  func tellsAWrongPassphrase(_ specimen: Specimen) throws {
    let item = try reader("other").read(specimen.der, name: "f").items[0]
    #expect(item.error?.kind == .passphrase)
    #expect(item.error?.subject == "f")
  }

  @Test func tellsAnUnknownCipher() throws {
    // AES-256-CBC, its last arc changed to one that nobody uses.
    let aes: [UInt8] = [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x01, 0x2a]
    let der = replacing(aes, with: aes.dropLast() + [0x7f], in: Specimen.lockedKey.der)
    let item = try reader("word").read(der, name: "f").items[0]
    #expect(item.error?.kind == .unsupported)
    #expect(item.isEncrypted)
  }

  @Test func tellsDamage() throws {
    let item = try reader("word").read(PEMEncoding.block("ENCRYPTED PRIVATE KEY", [0x30, 0x02, 0x05, 0x00]), name: "f")
    #expect(item.items[0].error?.kind == .content)
    #expect(item.items[0].kind == .privateKey)
  }

  @Test func boundsRounds() throws {
    // 2,048 rounds become 2^31 - 1.
    let der = Specimen.lockedKey.der
    guard let place = der.indices.first(where: { der[$0...].starts(with: [0x02, 0x02, 0x08, 0x00]) }) else {
      return #expect(Bool(false))
    }
    let slow = Array(der[..<place]) + [0x02, 0x02, 0x7f, 0xff] + Array(der[(place + 4)...])
    let item = try reader("word").read(slow, name: "f").items[0]
    #expect(item.error?.kind == .passphrase)
    #expect(item.privateKey?.lock?.rounds == 0x7fff)
  }

  @Test func opensPKCS12() throws {
    let items = try reader("word").read(Specimen.pkcs12.der, name: "f").items
    #expect(items.map(\.kind) == [.pkcs12, .certificate, .privateKey])
    #expect(items.map(\.container) == [nil, 0, 0])
    #expect(items.dropFirst().allSatisfy { $0.friendlyName == "friend" })
    #expect(items[2].privateKey?.plain?.bytes == Specimen.privateKey.der)
    guard case .pkcs12(let content) = items[0].content else { return #expect(Bool(false)) }
    #expect(content.isOpen)
    #expect(content.macDigest == "SHA-256")
    #expect(content.macRounds == 2048)
    #expect(content.schemes.map(\.name) == ["PBES2, AES-256-CBC, PBKDF2 with HMAC-SHA-256"])
  }

  @Test func staysLockedWithoutAPassphrase() throws {
    let silent = MaterialReader(unlock: { _ throws(PKIError) in nil })
    for specimen in [Specimen.lockedKey, .pkcs12, .legacyLockedKey] {
      let items = try silent.read(specimen.der, name: "f").items
      #expect(items.count == 1)
      #expect(items[0].isEncrypted && items[0].error == nil)
    }
    #expect(try silent.read(Self.traditional, name: "f").items[0].isEncrypted)
  }

  @Test func asksOnceForEachItem() throws {
    let asked = Mutex<[String]>([])
    let reader = MaterialReader(unlock: { item throws(PKIError) in
      asked.withLock { $0.append(item.described) }
      return Secret(copying: Array("wrong".utf8))
    })
    let all = Specimen.lockedKey.pem + Specimen.certificate.pem + Specimen.privateKey.pem + Self.traditional
    _ = try reader.read(all, name: "f")
    _ = try reader.read(Specimen.pkcs12.der, name: "f")
    _ = try reader.read(Specimen.pkcs12WithEmptyPassphrase.der, name: "f")
    #expect(
      asked.withLock { $0 } == ["an encrypted private key", "an encrypted private key", "an encrypted PKCS#12 file"])
  }

  @Test func passesOnWhatTheProviderThrows() throws {
    let refusal = PKIError(.passphrase, "f", "nobody to ask")
    let reader = MaterialReader(unlock: { _ throws(PKIError) in throw refusal })
    #expect(throws: refusal) { try reader.read(Specimen.lockedKey.der, name: "f") }
    #expect(throws: refusal) { try reader.read(Specimen.pkcs12.der, name: "f") }
  }

  private func replacing(_ old: [UInt8], with new: [UInt8], in bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    var place = 0
    while place + old.count <= bytes.count {
      if bytes[place..<place + old.count].elementsEqual(old) {
        bytes.replaceSubrange(place..<place + old.count, with: new)
      }
      place += 1
    }
    return bytes
  }
}

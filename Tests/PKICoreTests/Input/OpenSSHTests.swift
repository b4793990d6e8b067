import Testing
import Vocabulary

@testable import PKICore

@Suite struct OpenSSHTests {
  private func items(_ text: String) throws -> [Item] {
    try MaterialReader().read(Array(text.utf8), name: "f").items
  }

  @Test func readsALine() throws {
    let items = try items(Specimen.sshLine + "\n")
    #expect(items.count == 1)
    guard case .sshPublicKey(let key) = items[0].content else { return #expect(Bool(false)) }
    #expect(key.type == "ssh-ed25519")
    #expect(key.comment == "me@here")
    #expect(key.value.bits == 256)
    #expect(key.fingerprint == "SHA256:/1i4OUcNrL77W+Ay3YRVW310hPrrsebyL2kQY19jumQ")
    #expect(key.line == Specimen.sshLine)
    #expect(items[0].encoding == .openssh && items[0].line == 1)
  }

  @Test func readsAuthorizedKeys() throws {
    let text = """
      # those who may
      no-pty,command="echo \\" hello" \(Specimen.sshLine)

      \(Specimen.sshRSALine)
      """
    let items = try items(text)
    try #require(items.map(\.line) == [2, 4])
    guard case .sshPublicKey(let first) = items[0].content, case .sshPublicKey(let second) = items[1].content else {
      return #expect(Bool(false))
    }
    #expect(first.options == "no-pty,command=\"echo \\\" hello\"")
    #expect(second.value.algorithm == "RSA" && second.value.bits == 1024)
    #expect(second.fingerprint == "SHA256:TUqqK5eeTUssX+q5oMYahB6IbzPXhVsEd8uJHq35Rdo")
  }

  @Test func readsRFC4716() throws {
    let items = try items(Specimen.rfc4716 + "\n" + Specimen.sshLine)
    guard case .sshPublicKey(let key) = items[0].content, case .sshPublicKey(let same) = items[1].content else {
      return #expect(Bool(false))
    }
    #expect(key.blob == same.blob)
    #expect(items.map(\.kind) == [.sshPublicKey, .sshPublicKey])
    let cut = try self.items(String(Specimen.rfc4716.dropLast(8)))
    #expect(cut.map(\.kind) == [.sshPublicKey] && cut[0].error?.kind == .content)
  }

  @Test func readsACertificateAndItsKey() throws {
    let items = try items(Specimen.sshCertificateLine)
    #expect(items.map(\.kind) == [.sshCertificate, .sshPublicKey])
    guard case .sshCertificate(let certificate) = items[0].content else { return #expect(Bool(false)) }
    #expect(certificate.role == .user)
    #expect(certificate.keyID == "id")
    #expect(certificate.principals == ["joe"])
    #expect(certificate.notAfter == .max)
    #expect(certificate.extensions.contains("permit-pty"))
    #expect(certificate.subject.blob == certificate.authority.blob)
    #expect(items[1].container == 0)
  }

  @Test func tellsDamagedLines() throws {
    let cut = String(Specimen.sshLine.prefix(40))
    #expect(try items(cut)[0].error?.message.hasPrefix("line 1: this is a damaged OpenSSH public key") == true)
    #expect(try items("ssh-rsa is a word in this sentence.").map(\.kind) == [.sshPublicKey])
    #expect(try items("We use ssh here.").map(\.kind) == [.unknown])
  }

  @Test(arguments: [Specimen.sshKey, .sshRSAKey, .sshECKey]) func readsPrivateKeys(_ specimen: Specimen) throws {
    let item = try MaterialReader().read(specimen.pem, name: "f").items[0]
    #expect(item.kind == .sshPrivateKey && item.error == nil && !item.isEncrypted)
    guard case .sshPrivateKey(let key, let file) = item.content else { return #expect(Bool(false)) }
    #expect(file.structure?.algorithmName == key.publicKey.value.algorithm)
    #expect(file.structure?.bits == key.publicKey.value.bits)
    // What libcrypto makes of the converted key is the public key that stands in the file.
    #expect(try item.publicKey()?.encoding.array == key.publicKey.value.subjectPublicKeyInfo)
    #expect(try file.publicKey().encoding.array == key.publicKey.value.subjectPublicKeyInfo)
  }

  @Test func tellsALockedPrivateKey() throws {
    let item = try MaterialReader().read(Specimen.lockedSSHKey.pem, name: "f").items[0]
    #expect(item.isEncrypted && item.error == nil)
    #expect(item.described == "an encrypted OpenSSH private key")
    guard case .sshPrivateKey(let key, let file) = item.content else { return #expect(Bool(false)) }
    #expect(key.cipher == "aes256-ctr" && key.derivation == "bcrypt")
    #expect(!file.isOpen)
    #expect(item.notes.contains { $0.contains("ssh-keygen -p -m PKCS8") })
  }

  @Test func writesLines() throws {
    let line = try OpenSSHPublicKey.line(subjectPublicKeyInfo: Specimen.publicKey.der, comment: "a\nb")
    let items = try items(line)
    guard case .sshPublicKey(let key) = items[0].content else { return #expect(Bool(false)) }
    #expect(key.type == "ecdsa-sha2-nistp256")
    #expect(key.comment == "a b")
    #expect(key.value.subjectPublicKeyInfo == Specimen.publicKey.der)
    let rsa = try OpenSSHPublicKey.line(subjectPublicKeyInfo: Specimen.rsaPublicKeyInfo.der, comment: "")
    #expect(rsa.hasPrefix("ssh-rsa AAAAB3NzaC1yc2EAAAADAQAB") && !rsa.hasSuffix(" "))
  }

  @Test func refusesKeysThatOpenSSHLacks() {
    let x25519 = Array(repeating: UInt8(7), count: 32)
    var writer = DERWriter()
    writer.sequence {
      $0.sequence { $0.objectIdentifier(.x25519) }
      $0.bitString(x25519)
    }
    let der = writer.bytes
    #expect { try OpenSSHPublicKey.line(subjectPublicKeyInfo: der, comment: "") } throws: {
      ($0 as? PKIError)?.kind == .unsupported
    }
    #expect { try OpenSSHPublicKey.line(subjectPublicKeyInfo: [0x30, 0], comment: "") } throws: {
      ($0 as? PKIError)?.kind == .content
    }
  }

  @Test func reducesExponents() {
    #expect(Magnitude.remainder([0x01, 0x00], byOneLessThan: [0x0b]) == [6])
    #expect(Magnitude.remainder([10], byOneLessThan: [0x0b]) == [])
    #expect(Magnitude.remainder([0xff, 0xff, 0xff], byOneLessThan: [0x01, 0x01]) == [0xff])
    #expect(Magnitude.remainder([5], byOneLessThan: [1]) == [])
    #expect(Magnitude.remainder([5], byOneLessThan: []) == [])
  }
}

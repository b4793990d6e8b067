import Platform
import Testing

@testable import PKICore

@Suite struct SelectionTests {
  private func material(_ bytes: [UInt8]) throws -> Material { try MaterialReader().read(bytes, name: "f") }

  private func message(_ body: () throws -> Void) -> String? {
    do {
      try body()
      return nil
    } catch { return (error as? PKIError).map { "\($0.subject): \($0.message)" } }
  }

  /// What is in a file, in words.
  struct Description: Sendable, CustomTestStringConvertible {
    let words: String
    let bytes: [UInt8]
    var testDescription: String { words }

    static let all: [Description] = [
      Description(words: "a certificate", bytes: Specimen.certificate.pem),
      Description(words: "2 certificates", bytes: Specimen.certificate.pem + Specimen.certificate.pem),
      Description(words: "a certificate and a private key", bytes: Specimen.privateKey.pem + Specimen.certificate.pem),
      Description(words: "a PKCS#7 bundle of 1 certificate", bytes: Specimen.pkcs7.der),
      Description(words: "an encrypted private key", bytes: Specimen.lockedKey.pem),
      Description(words: "an encrypted PKCS#12 file", bytes: Specimen.pkcs12.der),
      Description(words: "a damaged certificate", bytes: Array("-----BEGIN CERTIFICATE-----\n".utf8)),
      Description(words: "EC parameters", bytes: Specimen.ecParameters.der),
      Description(words: "an empty file", bytes: []),
      Description(words: "an empty file", bytes: Array(" \r\n".utf8)),
      Description(words: "an HTML page", bytes: Array("\n<!DOCTYPE html><html>".utf8)),
      Description(words: "JSON", bytes: Array("{\"a\": 1}".utf8)),
      Description(words: "JSON", bytes: Array("[ {}]".utf8)),
      Description(words: "text", bytes: Array("[ca]\ndefault_ca = x\n".utf8)),
      Description(words: "XML", bytes: Array("<?xml?>".utf8)),
      Description(words: "text", bytes: Array("hello".utf8)),
      Description(words: "a Java keystore (JKS)", bytes: [0xfe, 0xed, 0xfe, 0xed, 0, 0, 0, 2]),
      Description(words: "a PNG image", bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
      Description(words: "a ZIP archive", bytes: [0x50, 0x4b, 3, 4, 0]),
      Description(
        words: "PGP material", bytes: Array("-----BEGIN PGP MESSAGE-----\n\nAAAA\n-----END PGP MESSAGE-----\n".utf8)),
      Description(words: "a PEM block labelled THING", bytes: PEMEncoding.block("THING", [1, 2, 3])),
      Description(words: "an ASN.1 SEQUENCE that is none of these", bytes: [0x30, 0x03, 0x02, 0x01, 0x05]),
      Description(words: "an ASN.1 SEQUENCE that is cut off", bytes: [0x30, 0x82, 0x10, 0x00, 1, 2, 3, 4, 5, 6]),
      Description(words: "binary data", bytes: [0, 1, 2, 3, 4, 5, 6, 7]),
    ]
  }

  @Test(arguments: Description.all) func describes(_ one: Description) throws {
    #expect(try material(one.bytes).described == one.words)
  }

  @Test func saysWhatIsThereInstead() throws {
    let bundle = try material(Specimen.pkcs7.der)
    #expect(message { _ = try bundle.privateKey() } == "f: this is a PKCS#7 bundle of 1 certificate, not a private key")
    let page = try material(Array("<html>".utf8))
    #expect(message { _ = try page.certificate() } == "f: this is an HTML page, not a certificate")
    let locked = try material(Specimen.pkcs12.der)
    #expect(message { _ = try locked.certificates() } == "f: this is a PKCS#12 file that is locked")
    let request = try material(Specimen.request.pem)
    #expect(
      message { _ = try request.ocspResponse() } == "f: this is a certificate signing request, not an OCSP response")
    #expect(message { _ = try request.revocationLists() } != nil)
  }

  @Test func findsWhatIsAskedFor() throws {
    let all = try material(
      Specimen.privateKey.pem + Specimen.certificate.pem + Specimen.request.pem + Specimen.revocationList.pem
        + Specimen.pkcs7.pem)
    #expect(try all.certificates().count == 2)
    #expect(try all.certificate().der == Specimen.certificate.der)
    #expect(try all.request().der == Specimen.request.der)
    #expect(try all.revocationLists().count == 2)
    #expect(try all.privateKey().privateKeyInfo().count == Specimen.privateKey.der.count)
    #expect(try material(Specimen.ocspResponse.der).ocspResponse().der == Specimen.ocspResponse.der)
  }

  @Test func damageIsNoAbsence() throws {
    let broken = Array("-----BEGIN CERTIFICATE-----\nMIIB!\n-----END CERTIFICATE-----\n".utf8)
    let material = try material(Specimen.certificate.pem + broken + Specimen.privateKey.pem)
    #expect(message { _ = try material.certificates() } == "f: line 12: '!' is no base64")
    #expect(message { _ = try material.privateKey() } == nil)
    #expect(material.firstError?.kind == .content)
  }

  @Test func tellsABeginLineThatIsNone() throws {
    for line in ["----BEGIN CERTIFICATE-----", "\u{2014}--BEGIN PRIVATE KEY\u{2014}--", "-----BEGIN CERTIFICATE---"] {
      let item = try material(Array("\(line)\nMIIB\n".utf8)).items[0]
      #expect(item.error?.message == "line 1: this BEGIN line is damaged", "\(line)")
    }
  }
}

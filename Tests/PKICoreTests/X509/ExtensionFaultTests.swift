import PKICore
import Testing
import Vocabulary

/// Values that are read strictly, laxly or not at all.
@Suite("Damaged extensions")
struct ExtensionFaultTests {
  enum Reading: Hashable {
    case strict, lax, none
  }

  struct Case: CustomTestStringConvertible {
    let name: String
    let identifier: ObjectIdentifier
    let value: String
    let reading: Reading
    var testDescription: String { name }
  }

  static let all: [Case] = [
    Case(name: "empty constraints", identifier: .basicConstraints, value: "3000", reading: .strict),
    Case(name: "FALSE written out", identifier: .basicConstraints, value: "3003010100", reading: .strict),
    Case(name: "TRUE as 1", identifier: .basicConstraints, value: "3003010101", reading: .lax),
    Case(name: "negative path length", identifier: .basicConstraints, value: "30060101ff0201ff", reading: .none),
    Case(name: "padded path length", identifier: .basicConstraints, value: "30070101ff02020001", reading: .lax),
    Case(name: "octets after", identifier: .basicConstraints, value: "300000", reading: .lax),
    Case(name: "no constraints", identifier: .basicConstraints, value: "", reading: .none),
    Case(name: "trailing zero bits", identifier: .keyUsage, value: "03020080", reading: .strict),
    Case(name: "unused bits set", identifier: .keyUsage, value: "030207ff", reading: .lax),
    Case(name: "nine unused bits", identifier: .keyUsage, value: "03020980", reading: .none),
    Case(name: "no bits", identifier: .keyUsage, value: "030100", reading: .strict),
    Case(name: "indefinite", identifier: .extendedKeyUsage, value: "308006012a0000", reading: .lax),
    Case(name: "cut off", identifier: .extendedKeyUsage, value: "300506012a", reading: .none),
    Case(name: "cut identifier", identifier: .extendedKeyUsage, value: "3003060181", reading: .lax),
    Case(name: "no names", identifier: .subjectAlternativeName, value: "3000", reading: .strict),
    Case(name: "eight bits", identifier: .subjectAlternativeName, value: "30048202c3bc", reading: .strict),
    Case(name: "a tag that is none", identifier: .subjectAlternativeName, value: "3003890161", reading: .none),
    Case(name: "not a context tag", identifier: .subjectAlternativeName, value: "3003020161", reading: .none),
    Case(name: "constructed name", identifier: .subjectAlternativeName, value: "3003a20161", reading: .lax),
    Case(name: "short address", identifier: .subjectAlternativeName, value: "3003870101", reading: .strict),
    Case(name: "cut timestamps", identifier: .signedCertificateTimestamps, value: "0404000200ff", reading: .none),
    Case(
      name: "unknown timestamp", identifier: .signedCertificateTimestamps, value: "04050003000109", reading: .strict),
  ]

  @Test(arguments: all)
  func reading(_ example: Case) throws {
    var recipe = CertificateRecipe()
    recipe.identifier = example.identifier
    recipe.value = Fixture.bytes(example.value)
    let subject = try #require(try Certificate(der: recipe.der).extensions.first)
    let strict = try? subject.decoded()
    let lax = try? subject.decodedLaxly()
    switch example.reading {
    case .strict:
      #expect(strict != nil)
      #expect(lax?.value == strict)
      #expect(lax?.fault == nil)
    case .lax:
      #expect(strict == nil)
      #expect(lax != nil)
      #expect(lax?.fault != nil)
    case .none:
      #expect(strict == nil)
      #expect(lax == nil)
    }
  }

  @Test("what is read laxly is what is meant") func meaning() throws {
    #expect(
      try lax(.basicConstraints, "30070101ff02020001") == .basicConstraints(BasicConstraints(isCA: true, pathLength: 1))
    )
    #expect(try lax(.keyUsage, "030207ff") == .keyUsage(.digitalSignature))
    #expect(try lax(.extendedKeyUsage, "308006012a0000") == .extendedKeyUsage([ObjectIdentifier(1, 2)]))
    #expect(try lax(.subjectAlternativeName, "30048202c3bc") == .subjectAlternativeName([.dns("\\xc3\\xbc")]))
    #expect(try lax(.subjectAlternativeName, "3005820361002e") == .subjectAlternativeName([.dns("a\0.")]))
  }

  private func lax(_ identifier: ObjectIdentifier, _ value: String) throws -> DecodedExtension {
    var recipe = CertificateRecipe()
    recipe.identifier = identifier
    recipe.value = Fixture.bytes(value)
    return try #require(try Certificate(der: recipe.der).extensions.first).decodedLaxly().value
  }

  @Test("undecodable is not absent") func undecodable() throws {
    var recipe = CertificateRecipe()
    recipe.identifier = .subjectAlternativeName
    recipe.value = [0x30, 9]
    let certificate = try Certificate(der: recipe.der)
    #expect(throws: DERError.self) { try certificate.subjectAlternativeNames }
    #expect(certificate.hasSubjectAlternativeNames)
    #expect(try certificate.nameConstraints == nil)
  }
}

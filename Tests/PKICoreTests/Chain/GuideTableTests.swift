import Testing
import Vocabulary

@testable import PKICore

/// The truth table of the certificate guide's §2.2, asked of all combinations and of a model that shares no code with
/// the rules.
@Suite("The guide's table of usages")
struct GuideTableTests {
  /// One combination: nil is an absent extension.
  struct Row: CustomStringConvertible {
    let usages: [ObjectIdentifier]?
    let keyUsage: KeyUsage?
    let type: NetscapeType?
    let isCA: Bool?

    var description: String {
      "EKU \(usages.map { "\($0)" } ?? "-"), KU \(keyUsage?.names ?? ["-"]), NS \(type?.rawValue ?? 0), CA \(isCA.map { "\($0)" } ?? "-")"
    }

    var extensions: [SpecimenExtension] {
      var list: [SpecimenExtension] = []
      if let usages { list.append(.extendedKeyUsage(usages)) }
      if let keyUsage { list.append(.keyUsage(keyUsage)) }
      if let type { list.append(.netscapeType(type)) }
      if let isCA { list.append(.authority(isCA)) }
      return list
    }
  }

  static let usages: [[ObjectIdentifier]?] = [
    nil, [.serverAuth], [.clientAuth], [.serverAuth, .clientAuth], [.codeSigning], [.anyExtendedKeyUsage],
    [.emailProtection, .clientAuth],
  ]
  static let keyUsages: [KeyUsage?] = [
    nil, .digitalSignature, .keyEncipherment, .keyAgreement, .keyCertSign, .nonRepudiation,
    [.digitalSignature, .keyEncipherment], [.keyCertSign, .cRLSign], [.digitalSignature, .keyCertSign],
  ]
  static let types: [NetscapeType?] = [
    nil, .sslClient, .sslServer, [.sslClient, .sslServer], .sslCA, [.sslCA, .sslServer], .email,
  ]

  static let all: [Row] = {
    var rows: [Row] = []
    for usages in usages {
      for keyUsage in keyUsages {
        for type in types {
          for isCA in [nil, true, false] as [Bool?] {
            rows.append(Row(usages: usages, keyUsage: keyUsage, type: type, isCA: isCA))
          }
        }
      }
    }
    return rows
  }()

  /// The model: the guide's words, on the numbers of the standards.
  static func isGood(_ row: Row, for purpose: Purpose) -> Bool {
    func extended(_ word: String) -> Bool {
      guard let usages = row.usages else { return true }
      return usages.contains { $0.description == word || $0.description == "2.5.29.37.0" }
    }
    func bits(_ mask: UInt16) -> Bool { row.keyUsage.map { $0.rawValue & mask != 0 } ?? true }
    func netscape(_ mask: UInt8) -> Bool { row.type.map { $0.rawValue & mask != 0 } ?? true }
    switch purpose {
    case .server: return extended("1.3.6.1.5.5.7.3.1") && bits(0b10101) && netscape(0b10)
    case .client: return extended("1.3.6.1.5.5.7.3.2") && bits(0b10001) && netscape(0b01)
    default:
      let isSilent = row.keyUsage == nil && row.type == nil && row.isCA == nil
      return !isSilent && bits(0b100000) && netscape(0b100000) && row.isCA != false
    }
  }

  /// What the rules of usage say, whatever else is asked of a path.
  static func faults(of path: [Certificate], _ purpose: Purpose) -> [PathFault] {
    var request = VerificationRequest(instant: .specimenDay)
    request.purpose = purpose
    let view = PathView(certificates: path, isAnchored: true, request: request)
    let codes: Set = ["eku.no-server", "eku.no-client", "ku.no-use", "ns.no-use", "chain.not-ca", "eku.restricted"]
    return PathRule.all.filter { codes.contains($0.code) }.flatMap { $0.faults(view) }.filter { $0.severity == .error }
  }

  @Test("has all its rows")
  func size() {
    #expect(GuideTableTests.all.count == 7 * 9 * 7 * 3)
    for purpose in [Purpose.server, .client, .ca] {
      #expect(Set(GuideTableTests.all.map { GuideTableTests.isGood($0, for: purpose) }) == [true, false])
    }
  }

  @Test("holds for leaves", arguments: [Purpose.server, .client, .ca])
  func leaf(_ purpose: Purpose) throws {
    let issuer = try Certificate.unsigned(.specimen("Issuer"), [.authority(true), .keyUsage(.keyCertSign)])
    for row in GuideTableTests.all {
      let leaf = try Certificate.unsigned(.specimen("leaf"), row.extensions)
      let faults = GuideTableTests.faults(of: [leaf, issuer], purpose)
      #expect(faults.isEmpty == GuideTableTests.isGood(row, for: purpose), "\(purpose): \(row): \(faults.map(\.code))")
    }
  }

  @Test("holds for those that sign")
  func issuer() throws {
    let leaf = try Certificate.unsigned(.specimen("leaf"), [])
    for row in GuideTableTests.all {
      let issuer = try Certificate.unsigned(.specimen("Issuer"), row.extensions)
      let faults = GuideTableTests.faults(of: [leaf, issuer], .any)
      #expect(faults.isEmpty == GuideTableTests.isGood(row, for: .ca), "\(row): \(faults.map(\.code))")
    }
  }

  @Test("usages above restrict those below", arguments: [Purpose.server, .client])
  func restriction(_ purpose: Purpose) throws {
    let leaf = try Certificate.unsigned(.specimen("leaf"), [])
    for usages in GuideTableTests.usages {
      let row = Row(usages: usages, keyUsage: nil, type: nil, isCA: true)
      let issuer = try Certificate.unsigned(.specimen("Issuer"), row.extensions)
      let faults = GuideTableTests.faults(of: [leaf, issuer], purpose)
      #expect(faults.isEmpty == GuideTableTests.isGood(row, for: purpose), "\(purpose): \(row)")
    }
  }
}

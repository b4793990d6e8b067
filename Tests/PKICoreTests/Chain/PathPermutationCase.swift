import Vocabulary

@testable import PKICore

/// Certificates among which a path is looked for, and what must be found in every order of them.
struct PathPermutationCase: CustomStringConvertible {
  let description: String
  let leaf: Certificate
  let anchors: [Certificate]
  let untrusted: [Certificate]
  /// Whether there is a path that holds.
  let holds: Bool
}

/// The keys and certificates that the sets are put together from.
struct PathPermutationWorkshop {
  let root: SpecimenHolder
  let otherRoot: SpecimenHolder
  let lower: SpecimenHolder
  /// The same name as `lower`, another key.
  let twin: SpecimenHolder
  let middle: SpecimenHolder
  let leafHolder: SpecimenHolder
  let rootCertificate: Certificate
  let otherRootCertificate: Certificate
  let lowerCertificate: Certificate
  let leaf: Certificate

  init() throws {
    root = try SpecimenHolder("Root")
    otherRoot = try SpecimenHolder("Other Root")
    lower = try SpecimenHolder("Lower")
    twin = try SpecimenHolder("Lower")
    middle = try SpecimenHolder("Middle")
    leafHolder = try SpecimenHolder("leaf.example")
    rootCertificate = try root.authority(for: root)
    otherRootCertificate = try otherRoot.authority(for: otherRoot)
    lowerCertificate = try root.authority(for: lower)
    leaf = try lower.certificate(for: leafHolder, [.names([.dns("leaf.example")])])
  }

  func all() throws -> [PathPermutationCase] { try simple() + crossed() + broken() }

  private func made(
    _ title: String, anchors: [Certificate], _ untrusted: [Certificate], holds: Bool = true
  ) -> PathPermutationCase {
    PathPermutationCase(description: title, leaf: leaf, anchors: anchors, untrusted: untrusted, holds: holds)
  }

  private func simple() throws -> [PathPermutationCase] {
    let expired = try root.authority(for: lower, notAfter: "2027-01-01")
    let expiredRoot = try root.authority(for: root, notAfter: "2027-01-01")
    let forTwin = try root.authority(for: twin)
    return [
      made(
        "a root and what is no part of it", anchors: [rootCertificate, otherRootCertificate],
        [lowerCertificate, forTwin]),
      made("an expired issuer beside a good one", anchors: [rootCertificate], [lowerCertificate, expired, forTwin]),
      made("an expired root beside a good one", anchors: [expiredRoot, rootCertificate], [lowerCertificate, expired]),
      made("two anchors on one path", anchors: [rootCertificate, lowerCertificate], [expired, expiredRoot]),
    ]
  }

  private func crossed() throws -> [PathPermutationCase] {
    let cross = try otherRoot.authority(for: lower)
    let crossRoot = try otherRoot.authority(for: root)
    let loop = try lower.authority(for: middle)
    let back = try middle.authority(for: lower)
    return [
      made(
        "a cross-signed issuer, both anchors", anchors: [rootCertificate, otherRootCertificate],
        [lowerCertificate, cross]),
      made(
        "a cross-signed issuer, one anchor", anchors: [otherRootCertificate],
        [lowerCertificate, cross, rootCertificate]),
      made("a cross-signed root", anchors: [otherRootCertificate], [lowerCertificate, crossRoot, rootCertificate]),
      made("issuers that signed each other", anchors: [rootCertificate], [lowerCertificate, loop, back]),
    ]
  }

  private func broken() throws -> [PathPermutationCase] {
    let forbidding = try root.authority(for: lower, [.constraints(permitted: [.dns("example.org")])])
    let noAuthority = try root.certificate(for: lower, [.authority(false)])
    let expired = try root.authority(for: lower, notAfter: "2027-01-01")
    let shallow = try root.certificate(for: middle, [.authority(true, pathLength: 0), .keyUsage(.keyCertSign)])
    let belowShallow = try middle.authority(for: lower)
    return [
      made(
        "a forbidding issuer beside a good one", anchors: [rootCertificate],
        [forbidding, lowerCertificate, noAuthority]),
      made("a path too long beside a good one", anchors: [rootCertificate], [shallow, belowShallow, lowerCertificate]),
      made("nothing but bad issuers", anchors: [rootCertificate], [forbidding, noAuthority, expired], holds: false),
      made("a path too long alone", anchors: [rootCertificate], [shallow, belowShallow], holds: false),
      made("no anchor", anchors: [], [lowerCertificate, rootCertificate, expired, forbidding], holds: false),
      made(
        "an anchor that leads nowhere", anchors: [otherRootCertificate], [lowerCertificate, rootCertificate],
        holds: false),
    ]
  }
}

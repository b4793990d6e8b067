import Testing
import Vocabulary

@testable import PKICore

@Suite struct CertificateBundleTests {
  @Test("Bundles are the same in every order of what is given")
  func permutations() throws {
    for row in try PathPermutationWorkshop().all() {
      let all = [row.leaf] + row.anchors + row.untrusted
      var paths: Set<[Certificate]> = []
      var strangers: Set<[CertificateBundle.Stranger]> = []
      for order in all.orders {
        let bundle = try CertificateBundle(order, at: .specimenDay)
        paths.insert(bundle.path)
        strangers.insert(bundle.strangers)
        #expect(bundle.path.first == row.leaf && Set(bundle.path).isSubset(of: all), "\(row)")
        #expect(bundle.path.count + bundle.strangers.count == Set(all).count, "\(row)")
        if row.holds { #expect(bundle.isComplete && bundle.path.allSatisfy { $0.isValid(at: .specimenDay) }, "\(row)") }
        for (lower, upper) in zip(bundle.path, bundle.path.dropFirst()) { #expect(lower.isSigned(by: upper), "\(row)") }
      }
      #expect(paths.count == 1, "\(row): \(paths.count) paths")
      #expect(strangers.count == 1, "\(row): \(strangers.count) lists of strangers")
    }
  }

  /// A form, what is given, and what must come of it: the subjects in order, or nil where it is refused.
  struct Case: Sendable, CustomTestStringConvertible {
    let given: [Int]
    let form: BundleForm
    var withoutRoot = false
    let subjects: [String]?
    var testDescription: String { "\(form) of \(given)\(withoutRoot ? " without the root" : "")" }

    static let all: [Case] = [
      Case(given: [2, 1, 0], form: .all, subjects: ["leaf.example", "Lower", "Root"]),
      Case(given: [2, 1, 0, 1, 2], form: .all, subjects: ["leaf.example", "Lower", "Root"]),
      Case(given: [2, 1, 0], form: .all, withoutRoot: true, subjects: ["leaf.example", "Lower"]),
      Case(given: [2, 1, 0], form: .fullChain, subjects: ["leaf.example", "Lower", "Root"]),
      Case(given: [2, 1, 0], form: .fullChain, withoutRoot: true, subjects: ["leaf.example", "Lower"]),
      Case(given: [2, 1, 0], form: .intermediates, subjects: ["Lower", "Root"]),
      Case(given: [2, 1, 0], form: .intermediates, withoutRoot: true, subjects: ["Lower"]),
      Case(given: [1, 2], form: .intermediates, subjects: ["Lower", "Root"]),
      Case(given: [0, 1], form: .all, subjects: ["leaf.example", "Lower"]),
      Case(given: [0, 1], form: .fullChain, subjects: nil),
      Case(given: [0, 1], form: .fullChain, withoutRoot: true, subjects: ["leaf.example", "Lower"]),
      Case(given: [0, 1], form: .intermediates, subjects: nil),
      Case(given: [0, 2], form: .all, subjects: ["leaf.example"]),
      Case(given: [1, 2], form: .fullChain, subjects: nil),
      Case(given: [0], form: .intermediates, withoutRoot: true, subjects: nil),
      Case(given: [2], form: .all, withoutRoot: true, subjects: nil),
    ]
  }

  @Test(arguments: Case.all) func forms(_ row: Case) throws {
    let workshop = try PathPermutationWorkshop()
    let chain = [workshop.leaf, workshop.lowerCertificate, workshop.rootCertificate]
    let bundle = try CertificateBundle(row.given.map { chain[$0] }, at: .specimenDay)
    let chosen = try? row.form.certificates(of: bundle, withoutRoot: row.withoutRoot)
    #expect(chosen?.map(\.subject.shortText) == row.subjects)
  }

  @Test func whatIsMissingIsNamed() throws {
    let workshop = try PathPermutationWorkshop()
    let bundle = try CertificateBundle([workshop.leaf, workshop.rootCertificate], at: .specimenDay)
    #expect(!bundle.isComplete && bundle.root == nil && bundle.leaf == workshop.leaf)
    #expect(bundle.missing?.issuer.shortText == "Lower")
    #expect(bundle.missing?.keyIdentifier == (try workshop.lowerCertificate.subjectKeyIdentifier))
    #expect(bundle.strangers.map(\.reason) == [.unrelated])
    let twin = try workshop.root.authority(for: workshop.twin)
    #expect(try CertificateBundle([workshop.leaf, twin], at: .specimenDay).strangers.map(\.reason) == [.otherKey])
  }

  @Test func severalChainsAreRefused() throws {
    let workshop = try PathPermutationWorkshop()
    let other = try workshop.lower.certificate(for: workshop.leafHolder, [.names([.dns("other.example")])])
    #expect(throws: PKIError.self) { try CertificateBundle([workshop.leaf, other], at: .specimenDay) }
    let roots = [workshop.rootCertificate, workshop.otherRootCertificate]
    #expect(throws: PKIError.self) { try CertificateBundle(roots, at: .specimenDay) }
    #expect(throws: PKIError.self) { try CertificateBundle([], at: .specimenDay) }
    // A CA that two roots have certified is one head.
    let cross = try workshop.otherRoot.authority(for: workshop.lower)
    let bundle = try CertificateBundle(roots + [cross, workshop.lowerCertificate], at: .specimenDay)
    #expect(bundle.isComplete && bundle.path.count == 2 && bundle.strangers.count == 2)
  }

  @Test func trustListsAreSortedAndHoldNoLeaf() throws {
    let workshop = try PathPermutationWorkshop()
    let given = [
      workshop.rootCertificate, workshop.leaf, workshop.lowerCertificate, workshop.rootCertificate,
      workshop.otherRootCertificate,
    ]
    for order in given.orders {
      let list = TrustList.sorted(order)
      #expect(list.authorities.map(\.subject.shortText) == ["Lower", "Other Root", "Root"])
      #expect(list.others == [workshop.leaf])
    }
    let merged = TrustList.merged([workshop.rootCertificate], [workshop.lowerCertificate, workshop.rootCertificate])
    #expect(merged == [workshop.lowerCertificate, workshop.rootCertificate])
  }

  @Test func pkcs7HoldsThemInTheirOrder() throws {
    let workshop = try PathPermutationWorkshop()
    let chain = [workshop.leaf, workshop.lowerCertificate, workshop.rootCertificate]
    let file = PKCS7File.der(chain)
    #expect(try MaterialReader().read(file, name: "a.p7b").certificates() == chain)
    #expect(try MaterialReader().read(PEMEncoding.block("PKCS7", file), name: "a.p7b").certificates() == chain)
  }
}

extension Array {
  /// All orders of up to four elements; of more, each turned about, forwards and backwards.
  fileprivate var orders: [[Element]] {
    guard count > 1 else { return [self] }
    guard count > 4 else {
      return indices.flatMap { index in
        var rest = self
        let first = rest.remove(at: index)
        return rest.orders.map { [first] + $0 }
      }
    }
    return indices.flatMap { index in
      let turned = Array(self[index...] + self[..<index])
      return [turned, turned.reversed()]
    }
  }
}

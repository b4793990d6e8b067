import Testing
import Vocabulary

@testable import PKICore

@Suite struct StatusTests {
  /// A certificate made to one fault, and the states that it has, the worst first.
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let states: [String]
    var warning = Threshold.days(60)
    let change: @Sendable (inout CertificateRecipe) -> Void

    var testDescription: String { name }

    static let all: [Case] = [
      Case(name: "in its best years", states: ["Good"]) { _ in },
      Case(name: "ended a second ago", states: ["Expired"]) { $0.notAfter.text = "260630235959Z" },
      Case(name: "in its last second", states: ["0 days left"]) { $0.notAfter.text = "260701000000Z" },
      Case(name: "ends tomorrow", states: ["1 day left"]) { $0.notAfter.text = "260702000000Z" },
      Case(name: "ends in 60 days", states: ["60 days left"]) { $0.notAfter.text = "260830000000Z" },
      Case(name: "ends in 61 days", states: ["Good"]) { $0.notAfter.text = "260831000000Z" },
      Case(name: "ends in 61 days, warned of early", states: ["61 days left"], warning: .days(61)) {
        $0.notAfter.text = "260831000000Z"
      },
      Case(name: "not yet valid", states: ["Not yet valid"]) { $0.notBefore.text = "260702000000Z" },
      Case(name: "signed with SHA-1", states: ["Weak signature"]) { $0.outerAlgorithm = StatusTests.sha1 },
      Case(name: "a short key", states: ["Weak key"]) { $0.publicKey = CertificateRecipe.rsaKey(bits: 1024) },
      Case(name: "the shortest key that will do", states: ["Good"]) {
        $0.publicKey = CertificateRecipe.rsaKey(bits: 2048)
      },
      Case(name: "a service's own", states: ["Temporary"]) { $0.issuer = $0.subject },
      Case(name: "its own authority", states: ["Good"]) {
        $0.issuer = $0.subject
        $0.value = [0x30, 3, 1, 1, 0xff]
      },
      Case(name: "nobody's", states: ["Empty subject"]) { $0.subject = [0x30, 0] },
      Case(name: "all at once", states: ["Expired", "Weak signature", "Weak key", "Empty subject"]) {
        $0.notAfter.text = "260201000000Z"
        $0.outerAlgorithm = StatusTests.sha1
        $0.publicKey = CertificateRecipe.rsaKey(bits: 512)
        $0.subject = [0x30, 0]
      },
    ]
  }

  static let sha1 = ObjectIdentifier(dotted: "1.2.840.113549.1.1.5") ?? .sha256WithRSA
  static let now = Instant(rfc3339: "2026-07-01T00:00:00Z") ?? Instant(seconds: 0)

  @Test(arguments: Case.all) func certificatesHaveStates(_ one: Case) throws {
    var recipe = CertificateRecipe()
    one.change(&recipe)
    let certificate = try Certificate(der: recipe.der)
    #expect(certificate.statuses(at: Self.now, warning: [one.warning]).map(\.words) == one.states)
  }

  @Test func theWorstComesFirst() {
    let order: [CertificateStatus] = [
      .expired, .notYetValid, .daysLeft(3), .weakSignature, .weakKey, .temporary, .emptySubject, .good,
    ]
    #expect(order.map(\.rank) == Array(0..<8))
  }
}

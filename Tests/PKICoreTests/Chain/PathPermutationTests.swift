import Testing
import Vocabulary

@testable import PKICore

@Suite("Paths in every order of what was given")
struct PathPermutationTests {
  @Test("give the same verdict and show the same path")
  func permutations() throws {
    let cases = try PathPermutationWorkshop().all()
    #expect(cases.count >= 12)
    for row in cases {
      var shown: Set<[Certificate]> = []
      var codes: Set<[String]> = []
      var orders = 0
      for untrusted in row.untrusted.permutations {
        for anchors in row.anchors.permutations {
          var request = VerificationRequest(instant: .specimenDay)
          request.identities = [.host("leaf.example")]
          let pool = TrustPool(anchors: anchors, untrusted: untrusted)
          let verification = Verification(of: row.leaf, in: pool, asking: request)
          #expect(verification.isGood == row.holds, "\(row): \(verification.path.errors.map(\.message))")
          shown.insert(verification.path.certificates)
          codes.insert(verification.path.faults.map { "\($0.depth) \($0.code)" })
          orders += 1
        }
      }
      #expect(orders > 1, "\(row)")
      #expect(shown.count == 1, "\(row): \(shown.count) paths shown")
      #expect(codes.count == 1, "\(row): \(codes)")
    }
  }
}

extension Array {
  /// All orders of the elements.
  fileprivate var permutations: [[Element]] {
    guard count > 1 else { return [self] }
    var orders: [[Element]] = []
    for index in indices {
      var rest = self
      let first = rest.remove(at: index)
      orders += rest.permutations.map { [first] + $0 }
    }
    return orders
  }
}

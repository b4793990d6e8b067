import OpenSSL
import PKICore
import Platform
import TestKit
import Testing
import Vocabulary

/// Generated chains, judged by us, by libcrypto, by `openssl verify` and by `certtool --verify`: where we are alone with
/// our verdict, a listed reason must say why.
///
/// `PKI_DIFFERENTIAL_SEED` sets the first seed, `PKI_DIFFERENTIAL_CHAINS` how many chains libcrypto alone is asked about.
@Suite("Generated chains")
struct DifferentialTests {
  private static let now = Clock.system.now

  private static let seed: UInt64 =
    Repository.environment("PKI_DIFFERENTIAL_SEED").flatMap { UInt64($0) } ?? UInt64.random(in: 0...UInt64(UInt32.max))

  private static let manyChains = Repository.environment("PKI_DIFFERENTIAL_CHAINS").flatMap { Int($0) } ?? 600

  /// Holds our verdict against those of others, who must all be of one mind to be right.
  private func compare(
    _ trial: ChainTrial, _ others: [(who: String, accepts: Bool)], words: () -> String, _ agreement: inout Agreement
  ) throws {
    let own = try trial.own()
    agreement.count([("we", own.isGood)] + others)
    guard others.allSatisfy({ $0.accepts != own.isGood }) else { return }
    let list = own.isGood ? ListedReason.accepting : ListedReason.refusing
    let reasons = list.filter { $0.holds(trial.recipe) }
    let isExplained = try !reasons.isEmpty && trial.isUndisputedWithoutReasons()
    if isExplained { for reason in reasons { agreement.reasons[reason.why, default: 0] += 1 } }
    #expect(
      isExplained,
      """
      we \(own.isGood ? "accept" : "refuse"), \(others.map(\.who)) do not: PKI_DIFFERENTIAL_SEED=\(trial.recipe.seed)
      \(trial.recipe)
      we: \(own.path.faults.map { "\($0.severity) \($0.code) at \($0.depth)" })
      \(words())
      """)
  }

  @Test("openssl and certtool", .enabled(if: Tools.openssl.isThere && Tools.certtool.isThere))
  func programs() throws {
    let folder = try TemporaryFolder()
    var agreement = Agreement()
    for index in 0..<300 {
      let trial = try ChainTrial(ChainRecipe(seed: Self.seed &+ UInt64(index)), now: Self.now)
      try trial.write(to: folder)
      let openSSL = try trial.openSSL(in: folder)
      let gnuTLS = try trial.gnuTLS(in: folder)
      let verdict = try trial.libcrypto()
      // Else the comparison with many chains compares with nothing that anybody uses.
      #expect(verdict.isTrusted == (openSSL.status == 0), "\(trial.recipe): \(verdict.problems): \(openSSL)")
      let others = [("openssl", openSSL.status == 0), ("certtool", gnuTLS.status == 0)]
      try compare(trial, others, words: { "\(openSSL)\(gnuTLS)" }, &agreement)
    }
    print("Generated chains from seed \(Self.seed):\n\(agreement)")
  }

  @Test("libcrypto")
  func libcrypto() throws {
    var agreement = Agreement()
    for index in 0..<Self.manyChains {
      let trial = try ChainTrial(ChainRecipe(seed: Self.seed &+ UInt64(index)), now: Self.now)
      let verdict = try trial.libcrypto()
      try compare(
        trial, [("libcrypto", verdict.isTrusted)],
        words: { verdict.problems.map { "\($0.code) \($0.text) at \($0.depth)" }.joined(separator: "\n") }, &agreement)
    }
    print("Generated chains from seed \(Self.seed), libcrypto:\n\(agreement)")
  }
}

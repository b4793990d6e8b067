import PKICore
import Vocabulary

/// Why a verdict of ours may differ from that of others: the list may only become shorter.
struct ListedReason: Sendable {
  /// In a sentence, with the clause that we go by.
  let why: String
  /// Whether it is true of a chain.
  let holds: @Sendable (ChainRecipe) -> Bool
  /// Takes the reason away, and nothing else: then all must be of one mind.
  let mend: @Sendable (inout ChainRecipe) -> Void

  /// Where we accept what others refuse.
  static let accepting: [ListedReason] = [
    ListedReason(
      why: "two certificates of one name, and libcrypto does not turn back from the wrong one",
      holds: { !$0.extras.isEmpty }, mend: { $0.extras = [] }),
    ListedReason(
      why: "a CA of its issuer's name, and nothing tells libcrypto which of the two keys signed below",
      holds: { !$0.unclear.isEmpty },
      mend: { recipe in
        for depth in recipe.unclear {
          recipe.certificates[depth - 1].version = 3
          recipe.certificates[depth - 1].authorityKeyIdentifier = .right
          recipe.certificates[depth + 1].version = 3
          recipe.certificates[depth + 1].hasSubjectKeyIdentifier = true
        }
      }),
    ListedReason(
      why: "an anchor is trusted as it is: whom its authority key identifier names does not matter",
      holds: { $0.root.authorityKeyIdentifier == .wrong },
      mend: { $0.certificates[$0.certificates.count - 1].authorityKeyIdentifier = .right }),
    ListedReason(
      why: "anyExtendedKeyUsage is every usage (RFC 5280 §4.2.1.12)",
      holds: { recipe in recipe.purpose != .any && recipe.certificates.contains(where: \.isForAnyUse) },
      mend: { recipe in
        for depth in recipe.certificates.indices where recipe.certificates[depth].isForAnyUse {
          recipe.certificates[depth].usages = [.serverAuth, .clientAuth]
        }
      }),
  ]

  /// Where we refuse what others accept.
  static let refusing: [ListedReason] = [
    ListedReason(
      why: "a root of version 1, which nothing marks as a CA (guide §2.2)", holds: { $0.root.version == 1 },
      mend: { $0.certificates[$0.certificates.count - 1].version = 3 })
  ]
}

extension ChainRecipe {
  /// The depths of CAs that have their issuer's name where identifiers do not tell the two apart.
  fileprivate var unclear: [Int] {
    intermediates.indices.filter { depth in
      let own = certificates[depth]
      return own.subject == own.issuer
        && (!certificates[depth - 1].namesIssuersKey || !certificates[depth + 1].namesOwnKey)
    }
  }
}

extension CertificateRecipe {
  fileprivate var isForAnyUse: Bool { usages?.contains(.anyExtendedKeyUsage) ?? false }

  /// Version 1 has no room for identifiers.
  fileprivate var namesIssuersKey: Bool { version == 3 && authorityKeyIdentifier == .right }

  fileprivate var namesOwnKey: Bool { version == 3 && hasSubjectKeyIdentifier }
}

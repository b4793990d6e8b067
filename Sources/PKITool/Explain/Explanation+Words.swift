import PKICore
import Vocabulary

extension Explanation.Cut {
  /// Why the branch ends there.
  var words: String {
    switch self {
    case .signature: "signed with another key of that name"
    case .loop: "stands on this path already"
    case .length: "as long as paths may be"
    case .signaturesSpent: "not tried: enough signatures were checked"
    }
  }
}

extension Explanation.Limit {
  /// Why not everything was tried.
  var words: String {
    switch self {
    case .paths: "the search ended when as many paths were judged as ever are"
    case .signatures: "no more signatures were checked: of some issuers nobody knows whether they signed"
    }
  }
}

extension Explanation.Choice.Reason {
  /// Why this path was taken.
  var words: String {
    switch self {
    case .holds: "it is the first that holds"
    case .only: "no other was judged"
    case .best: "none holds: those that reach an anchor come first, then those with the fewest errors"
    }
  }
}

extension KeyIdentifierRelation {
  /// What the identifiers say.
  var words: String {
    switch self {
    case .agrees: "key id agrees"
    case .differs: "key id differs"
    case .absent: "no key id"
    }
  }
}

extension Explanation.Attempt {
  /// In a word.
  var verdict: String {
    switch end {
    case .cut: "cut"
    case .judged(let judgement): judgement.holds ? "holds" : isAnchored ? "refused" : "unfinished"
    }
  }
}

extension SerialNumber {
  /// Both ends of a long one.
  var short: String {
    let hex = hex
    return hex.utf8.count <= 12 ? hex : "\(hex.prefix(4))…\(hex.suffix(4))"
  }
}

import Vocabulary

/// Holds every name on a path against the name constraints of every CA above it (RFC 5280 §4.2.1.10, §6.1.3 (b), (c)
/// and §6.1.4 (g)): each CA's constraints bind by themselves, so permitted subtrees intersect and excluded ones unite.
/// An anchor's bind too. A self-issued certificate is only checked as the leaf.
struct NameConstraintPass {
  /// More constraints than this on one path, or more names times constraints than libcrypto compares, are refused.
  static let mostConstraints = 10_000
  /// libcrypto's own limit for the names of one certificate times the constraints of another (`NAME_CHECK_MAX`).
  static let mostPairs = 1 << 20

  private let certificates: [Certificate]
  private let scope: CommonNameScope

  /// A pass over a path, leaf first.
  init(_ certificates: [Certificate], _ scope: CommonNameScope = CommonNameScope()) {
    self.certificates = certificates
    self.scope = scope
  }

  /// Everything that breaks a constraint, at most one for each certificate and CA. Throws where a name or a
  /// constraint cannot be read.
  func evidence() throws(DERError) -> [Evidence] {
    var evidence: [Evidence] = []
    var binding: [(issuer: String, list: NameConstraintList)] = []
    for (depth, certificate) in certificates.enumerated().reversed() {
      if !binding.isEmpty, depth == 0 || !certificate.isSelfIssued {
        let names = try NameConstraintSubject(certificate, isLeaf: depth == 0, scope).names
        for (issuer, list) in binding {
          guard let message = list.complaint(about: names, of: certificate, issuer: issuer) else { continue }
          evidence.append(
            Evidence(at: depth, Sentence(message), fix: "have it issued with names that \(issuer) may give out"))
        }
      }
      guard depth > 0, let constraints = try certificate.nameConstraints else { continue }
      let issuer = certificate.subject.shortText
      do throws(NameConstraintError) {
        binding.append((issuer, try NameConstraintList(constraints)))
      } catch {
        evidence.append(
          Evidence(
            at: depth, "The name constraints of \(issuer) cannot be applied: \(error.reason).",
            fix: "have \(issuer) issued again with constraints that can be read"))
      }
    }
    return evidence
  }

  /// Where there are so many constraints that they are not looked at.
  func excess() throws(DERError) -> Evidence? {
    var constraints = 0
    for (depth, certificate) in certificates.enumerated().reversed() {
      if constraints > 0 {
        let names = try certificate.nameCount
        guard names * constraints <= NameConstraintPass.mostPairs else {
          return Evidence(
            at: depth,
            "\(names) names of \(certificate.subject.shortText) stand against \(constraints) name constraints above "
              + "it; OpenSSL refuses to compare more than \(NameConstraintPass.mostPairs) pairs.")
        }
      }
      guard depth > 0 else { break }
      constraints += try certificate.nameConstraintCount
      guard constraints <= NameConstraintPass.mostConstraints else {
        return Evidence(
          at: depth,
          "The path has \(constraints) name constraints; at most \(NameConstraintPass.mostConstraints) are looked at.")
      }
    }
    return nil
  }
}

extension Certificate {
  /// How many subtrees there are, not decoded.
  fileprivate var nameConstraintCount: Int {
    get throws(DERError) {
      guard let field = try extensions.only(.nameConstraints) else { return 0 }
      var reader = field.value.reader(.lax)
      var lists = try reader.next(DERTag.sequence).children
      var count = 0
      while !lists.atEnd { count += try lists.next().children.remainingCount() }
      return count
    }
  }

  /// How many alternative names and attributes of the subject there are, not decoded.
  fileprivate var nameCount: Int {
    get throws(DERError) {
      var subject = subjectDER.reader(.lax)
      var count = try subject.next(DERTag.sequence).children.remainingCount()
      guard let field = try extensions.only(.subjectAlternativeName) else { return count }
      var reader = field.value.reader(.lax)
      count += try reader.next(DERTag.sequence).children.remainingCount()
      return count
    }
  }
}

extension DERReader {
  /// How many elements are left.
  fileprivate consuming func remainingCount() throws(DERError) -> Int {
    var reader = self
    var count = 0
    while !reader.atEnd {
      _ = try reader.next()
      count += 1
    }
    return count
  }
}

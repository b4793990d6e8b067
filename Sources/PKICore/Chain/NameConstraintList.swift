import Vocabulary

/// The constraints of one CA, held for lookups.
struct NameConstraintList {
  private let permitted: NameConstraintSubtrees
  private let excluded: NameConstraintSubtrees
  private let source: NameConstraints

  /// The constraints as they are encoded; throws where a part of them cannot be understood.
  init(_ constraints: NameConstraints) throws(NameConstraintError) {
    self.permitted = try NameConstraintSubtrees(constraints.permitted ?? [])
    self.excluded = try NameConstraintSubtrees(constraints.excluded ?? [])
    self.source = constraints
  }

  /// The first thing that is wrong with a certificate's names, a sentence; nil where nothing is.
  func complaint(about names: [GeneralName], of certificate: Certificate, issuer: String) -> String? {
    for name in names {
      if let complaint = complaint(about: name) {
        return "\(certificate.subject.shortText) has the name \(name), which \(complaint(issuer))."
      }
    }
    return nil
  }

  private func complaint(about name: GeneralName) -> ((String) -> String)? {
    let kind = name.isInternationalMailbox ? NameConstraintKind.email : name.constraintKind
    let isPermitting = permitted.kinds.contains(kind)
    let isExcluding = excluded.kinds.contains(kind)
    // Such a mailbox is bound as one, and constraints on its own otherName type cannot be decided.
    if name.isInternationalMailbox, binds(name.constraintKind) { return undecidable }
    guard isPermitting || isExcluding else { return nil }
    do throws(NameConstraintError) {
      guard let looked = try ConstrainedName(name.asMailbox) else { return undecidable }
      if isExcluding, excluded.touches(looked) { return { "\($0) excludes (RFC 5280 excludedSubtrees)" } }
      if isPermitting, !permitted.contains(looked) {
        let allowed = summary(of: kind)
        return { "\($0) may not give out: it permits only \(allowed)" }
      }
      return nil
    } catch {
      return { "cannot be held against the name constraints of \($0): \(error.reason)" }
    }
  }

  private func binds(_ kind: NameConstraintKind) -> Bool {
    permitted.kinds.contains(kind) || excluded.kinds.contains(kind)
  }

  private var undecidable: (String) -> String {
    { "\($0) constrains in a form that nobody can decide" }
  }

  /// The first three permitted subtrees of a form, and how many more there are.
  private func summary(of kind: NameConstraintKind) -> String {
    let bases = (source.permitted ?? []).map(\.base).filter { $0.constraintKind == kind }
    let first = bases.prefix(3).map(\.description).joined(separator: ", ")
    return bases.count > 3 ? "\(first) and \(bases.count - 3) more" : first
  }
}

extension GeneralName {
  private static let internationalMailbox = ObjectIdentifier(1, 3, 6, 1, 5, 5, 7, 8, 9)

  /// Whether it is a SmtpUTF8Mailbox (RFC 9598), which the constraints of e-mail addresses bind as well.
  fileprivate var isInternationalMailbox: Bool {
    guard case .other(let type, _) = self else { return false }
    return type == GeneralName.internationalMailbox
  }

  /// A SmtpUTF8Mailbox as the e-mail address that it is; any other name as it is.
  fileprivate var asMailbox: GeneralName {
    guard isInternationalMailbox, case .other(_, let value) = self else { return self }
    var reader = DERReader(value)
    guard let string = try? reader.next(DERTag.utf8String) else { return .email("") }
    return .email(CharacterString(DERTag.utf8String, string.contentSlice.octets).text)
  }
}

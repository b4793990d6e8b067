import Vocabulary

extension PathRule {
  /// What a rule says of a path.
  enum Answer {
    case holds
    case broken([PathFault])
    /// Nobody asked, and why.
    case notAsked(String)
    /// An extension that the rule reads cannot be read: a fault of its own, which `ext.damaged` names, and none of
    /// this rule.
    case unreadable(String)
  }

  /// What makes a rule worth asking.
  struct Condition: Sendable {
    /// What is said where it is not.
    let otherwise: String
    let isMet: @Sendable (VerificationRequest) -> Bool
  }

  /// What the rule says of a path under its request's profile.
  func answer(_ view: PathView) -> Answer {
    let profile = view.request.profile
    guard let severity = severity(profile) else { return .notAsked("profile \(profile.rawValue) does not ask it") }
    if let condition, !condition.isMet(view.request) { return .notAsked(condition.otherwise) }
    do {
      let evidence = try question(view)
      guard !evidence.isEmpty else { return .holds }
      return .broken(
        evidence.map {
          PathFault(
            code, at: $0.depth, $0.sentence, clause: clause, fix: $0.fix ?? fix, severity: $0.severity ?? severity)
        })
    } catch let error as DERError {
      return .unreadable(error.reason)
    } catch {
      return .unreadable("an extension cannot be read")
    }
  }

  /// The faults of a path under its request's profile.
  func faults(_ view: PathView) -> [PathFault] {
    if case .broken(let faults) = answer(view) { faults } else { [] }
  }
}

extension [PathRule] {
  /// The same rules, asked only where that makes sense; those that know better themselves stay as they are.
  func asked(
    onlyIf isMet: @escaping @Sendable (VerificationRequest) -> Bool, otherwise: String
  ) -> [PathRule] {
    map { rule in
      guard rule.condition == nil else { return rule }
      var rule = rule
      rule.condition = PathRule.Condition(otherwise: otherwise, isMet: isMet)
      return rule
    }
  }
}

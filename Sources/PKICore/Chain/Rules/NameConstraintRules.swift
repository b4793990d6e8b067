extension PathRule {
  private static let clause = "RFC 5280 §4.2.1.10"

  /// Which names the CAs above may give out. What cannot be read is refused here too: a constraint that nobody
  /// understands binds nobody.
  static let nameConstraints: [PathRule] = [
    PathRule(
      "name.constraints-too-many", clause, RuleSeverity.always, fix: "have the CA issued with fewer name constraints"
    ) { view in
      (try? NameConstraintPass(view).excess()).flatMap { $0 }.map { [$0] } ?? []
    },
    PathRule("name.constraints", clause, RuleSeverity.always, fix: "have the certificate issued again") { view in
      let pass = NameConstraintPass(view)
      do throws(DERError) {
        return try pass.excess() == nil ? pass.evidence() : []
      } catch {
        return [Evidence(at: 0, "Names or name constraints on the path cannot be read: \(error.reason).")]
      }
    },
  ]
}

extension NameConstraintPass {
  /// The pass over a path under judgement.
  init(_ view: PathView) {
    let scope = CommonNameScope(
      includesAnyUse: view.request.identities.isEmpty, includesShortNames: view.request.allowsCommonName)
    self.init(view.certificates, scope)
  }

  /// Whether there are so many constraints that they are not looked at.
  static func isExceeded(by view: PathView) -> Bool {
    do throws(DERError) {
      return try NameConstraintPass(view).excess() != nil
    } catch {
      return false
    }
  }

  /// Whether all names were held against all constraints and the certificate at a depth breaks none.
  static func clears(_ depth: Int, of view: PathView) -> Bool {
    let pass = NameConstraintPass(view)
    do throws(DERError) {
      guard try pass.excess() == nil else { return false }
      let evidence = try pass.evidence()
      return !evidence.contains { $0.depth == depth }
    } catch {
      return false
    }
  }
}

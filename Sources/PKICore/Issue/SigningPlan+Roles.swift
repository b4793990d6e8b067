import Vocabulary

extension SigningPlan {
  /// The plan for one request, with the names that its roles need; and what is worth knowing about them. Throws a
  /// request whose common name or key will not do: a CA does not change those by itself.
  package func granting(
    _ needs: RoleNeeds, to request: CertificateRequest, file: String
  ) throws(PKIError) -> (plan: SigningPlan, notes: [String]) {
    guard !needs.calls.isEmpty else { return (self, []) }
    let asked = try RequestedExtensions(request, file: file)
    let commonName = (subject ?? request.subject).commonName
    do throws(PKIError) {
      if let wanted = try needs.commonName(given: commonName), commonName == nil {
        throw PKIError(.refused, file, "the request has no common name, and it must be \(wanted)")
      }
      try needs.checkKey(request.publicKey)
      let (names, notes) = try needs.names(asked.alternativeNames + moreNames, commonName: commonName)
      var plan = self
      plan.moreNames = names
      return (plan, notes)
    } catch {
      throw PKIError(.refused, file, error.message, hint: error.hint ?? "--subject gives it another subject")
    }
  }
}

import PKICore
import Vocabulary

/// What breaks exactly one of the rules about revocation lists and responses, where an answer is asked for.
enum RevocationMutation {
  /// The codes that a case of the tables breaks without another error.
  static func broken() throws -> Set<String> {
    var codes: Set<String> = []
    for row in RevocationListCase.all where !codes.contains(row.expected) {
      let stage = try RevocationStage(leafFields: row.leafFields, leafVersion: row.leafVersion)
      codes.formUnion(alone(try stage.verify(row.lists(stage).map { .list($0) }, mode: .leaf)))
    }
    for row in RevocationResponseCase.all where row.code.map({ !codes.contains($0) }) ?? false {
      let stage = try RevocationStage()
      codes.formUnion(alone(try stage.verify([.response(row.response(stage))], mode: .leaf)))
    }
    for row in RevocationSignerTests.SignerCase.all where row.code.map({ !codes.contains($0) }) ?? false {
      codes.formUnion(alone(try row.verification(mode: .leaf)))
    }
    for row in RevocationLookupTests.FlawCase.all {
      let stage = try RevocationStage()
      var recipe = ListRecipe(signer: stage.authority)
      row.change(&recipe)
      for profile in [Profile.cms, .rfc5280] {
        let verification = try stage.verify([.list(recipe)], mode: .leaf, profile: profile)
        let path = verification.path
        if path.errors.allSatisfy({ $0.code == row.code }), path.faults.contains(where: { $0.code == row.code }) {
          codes.insert(row.code)
        }
      }
    }
    return codes
  }

  /// The one error, if there is one.
  private static func alone(_ verification: Verification) -> Set<String> {
    let codes = Set(verification.path.errors.map(\.code))
    return codes.count == 1 ? codes : []
  }
}

extension RevocationListCase {
  /// The code that the case is about: of what is known, that it is revoked.
  fileprivate var expected: String { code ?? (state == .revoked ? "revoked" : "") }
}

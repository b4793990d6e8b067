package import Console
package import PKICore
import Vocabulary

/// `pki roles`: what certificates can be for, and the rules that they are held against.
package struct RolesCommand: Command {
  package static let name = "roles"
  package static let summary = "list what certificates can be for, what a role needs, and all rules"
  package static let discussion = [
    "Without ROLE every role in a line; with it what it needs, each line with its source, the parameters that it takes, "
      + "and a command to copy. --rules prints every rule that check and verify know."
  ]
  package static let group = Group.check
  package static let operandUsage = [
    Operand("ROLE", .optional, "a role", completion: .words(RoleWord.names))
  ]
  package static let options: [Option<Self>] = [
    .flag("rules", \.showsRules, "every rule: code, severity, clause, what it asks, what mends it")
  ]
  package static let examples = [
    Example("pki roles", "all roles"), Example("pki roles callbridge", "what the Call Bridge needs"),
    Example("pki roles --rules", "all rules"),
  ]

  var showsRules = false
  package var operands: [String] = []

  package init() {}

  package mutating func validate() throws(UsageError) {
    if showsRules, let role = operands.first { throw UsageError("\(role): --rules names every rule and takes no role") }
  }

  package func run(in world: World) throws(PKIError) -> Answer {
    if showsRules { return RolesCommand.rules }
    guard let name = operands.first else { return RolesCommand.list }
    guard let role = Role.all.first(where: { $0.name == name }) else {
      if let set = CertificateSet.all.first(where: { $0.name == name }) { return Answer(set.outcome) }
      throw PKIError(.usage, "", "\(name): no such role", hint: RoleWord.hint(name, among: RoleWord.names))
    }
    var outcome = Outcome(source: name)
    outcome.fields = role.fields
    return Answer(outcome)
  }

  private static var list: Answer {
    var outcome = Outcome(source: name)
    let columns = [
      Column("name", "Role"), Column("title", "For"), Column("family"), Column("parameters", "Takes"),
    ]
    let rows: [[Document]] = Role.all.map { role in
      [
        .text(role.name), .text(role.title), .text(role.family.rawValue),
        .texts(role.parameters.map { $0.parameter.rawValue }),
      ]
    }
    let sets: [[Document]] = CertificateSet.all.map { [.text($0.name), .text($0.title), .null, .texts(["node"])] }
    outcome.fields = [
      Field("roles", "", .table(Table(columns, rows: rows))),
      Field("sets", "", .table(Table([Column("name", "Set"), columns[1], Column(nil), columns[3]], rows: sets))),
    ]
    return Answer(outcome)
  }

  /// The catalogue; JSON has it at the top of its document.
  private static var rules: Answer {
    var outcome = Outcome(source: "rules")
    outcome.fields = [Field("count", .number(RuleBook.all.count))]
    var answer = Answer(outcome)
    answer.beside = [
      Field("rules", "", .spoken(RuleBook.all.flatMap(\.lines), as: .list(RuleBook.all.map(\.document))))
    ]
    return answer
  }
}

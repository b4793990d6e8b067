package import Console
package import PKICore

/// `pki completion`: a shell's completion, from the same table that parses.
package struct CompletionCommand: Command {
  package static let name = "completion"
  package static let summary = "print the completion script of a shell"
  package static let group = Group.help
  package static let operandUsage = [
    Operand("SHELL", .one, "bash, zsh or fish", completion: .words(Shell.allCases.map(\.rawValue)))
  ]
  package static let examples = [
    Example("source <(pki completion bash)", "complete in this bash"),
    Example("pki completion fish > ~/.config/fish/completions/pki.fish", "complete in every fish"),
  ]

  package var operands: [String] = []

  package init() {}

  package func run(in world: World) throws(PKIError) -> Answer {
    do {
      let shell = try Shell.parse(operands[0])
      return Answer(text: Completion(Tool.table.program).script(for: shell), source: operands[0])
    } catch {
      throw PKIError(.usage, "", "\(operands[0]): expected \(error.expected)", hint: error.hint)
    }
  }
}

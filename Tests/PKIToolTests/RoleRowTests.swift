import TestKit
import Testing

@testable import PKICore

/// What a row of a table asks for a role is what check wants of that role: names and parameters come from the cells.
@Suite struct RoleRowTests {
  @Test(arguments: RoleChainTests.RoleChain.all) func whatARowAsksForPassesItsCheck(
    _ chain: RoleChainTests.RoleChain
  ) throws {
    let folder = try TemporaryFolder()
    #expect(try Surface.run(["selfsigned", "root", "--key-type", "ec:p256"], in: folder).status == 0)
    // A cell holds all values of a parameter.
    var cells: [(column: String, values: [String])] = [
      ("name", ["row"]), ("key_type", ["ec:p256"]), ("for", [chain.role]),
    ]
    for setting in chain.parameters.map({ $0.split(separator: "=").map(String.init) }) {
      if let place = cells.firstIndex(where: { $0.column == "set.\(setting[0])" }) {
        cells[place].values.append(setting[1])
      } else {
        cells.append(("set.\(setting[0])", [setting[1]]))
      }
    }
    cells += chain.attributes.map { ("CN", [String($0.dropFirst("CN:".count))]) }
    let header = cells.map(\.column).joined(separator: ",")
    let row = cells.map { "\"\($0.values.joined(separator: ","))\"" }.joined(separator: ",")
    try folder.write("\(header)\n\(row)\n", to: "rows.csv")
    let asked = try Surface.run(["csr", "--from", "rows.csv"], in: folder)
    #expect(asked.status == 0, "\(asked.output)\(asked.errors)")
    let common = ["--for", chain.role] + chain.settings
    let signed = try Surface.run(["sign", "row", "root"] + common + chain.signing, in: folder)
    #expect(signed.status == 0, "\(signed.output)\(signed.errors)")
    try folder.write(folder.bytes("row.crt") + folder.bytes("root.crt"), to: "row.pem")
    let checked = try Surface.run(
      ["check", "row.pem", "--key", "row.key", "--trust", "root.crt"] + common, in: folder)
    #expect(checked.status == 0, "\(checked.output)\(checked.errors)")
  }

  /// Roles that cannot be one certificate's, each with the reason and what to do.
  struct Contradiction: Sendable, CustomTestStringConvertible {
    let roles: [String]
    let reason: String
    var testDescription: String { roles.joined(separator: " ") }

    static let all: [Contradiction] =
      Role.all.filter { $0.name != "ca" }.map {
        Contradiction(roles: ["ca", $0.name], reason: "ca and \($0.name) contradict each other: one signs")
      } + publicAndPrivate

    private static let publicAndPrivate: [Contradiction] = {
      func asking(_ demand: Role.Demand) -> [String] {
        Role.all.filter { $0.clause(of: demand) != nil }.map(\.name)
      }
      return asking(.publicCA).flatMap { one in
        asking(.privateCA).map { other in
          Contradiction(
            roles: [one, other],
            reason: "\(one) and \(other) contradict each other: one wants a public CA, the other a private one")
        }
      }
    }()
  }

  @Test(arguments: Contradiction.all) func rolesThatContradictAreRefused(_ one: Contradiction) throws {
    let folder = try TemporaryFolder()
    let both = one.roles.flatMap { ["--for", $0] }
    for words in [["csr", "x", "CN:x.example.com"], ["check", "x.crt"], ["sign", "x", "root"]] {
      let run = try Surface.run(words + both, in: folder)
      #expect(run.status == 64, "\(words[0]): \(run.errors)")
      #expect(run.errors.contains(one.reason), "\(words[0]): \(run.errors)")
      #expect(run.errors.contains("hint: make two certificates"), "\(words[0])")
    }
    try folder.write("name,CN,for\nx,x.example.com,\"\(one.roles.joined(separator: ","))\"\n", to: "rows.csv")
    let rows = try Surface.run(["csr", "--from", "rows.csv"], in: folder)
    #expect(rows.status != 0 && rows.errors.contains(one.reason), "\(rows.errors)")
    #expect((try? folder.bytes("x.key")) == nil)
  }
}

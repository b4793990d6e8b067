package import Console
package import PKICore
import Platform

/// `pki diff`: what differs between two certificates or requests.
package struct DiffCommand: Command {
  package static let name = "diff"
  package static let summary = "say what differs between two certificates or requests"
  package static let discussion = [
    "Compares two certificates, two requests, or a request and the certificate made from it: subject, issuer, names, usages, "
      + "every other extension, key, signature, dates. Of a file with several certificates the leaf counts.",
    "Exit 1 where they differ in more than what differs with every issue: dates, serial number, key identifiers, promises "
      + "of logs. Beside a request only what a request can ask for is compared.",
  ]
  package static let group = Group.check
  package static let operandUsage = [
    Operand("A", .one, "the old certificate or request"), Operand("B", .one, "the new one"),
  ]
  package static let options: [Option<Self>] = PassphraseInput.options.map { $0.at(\.passin) }
  package static let examples = [
    Example("pki diff old.crt new.crt", "is this the same certificate anew"),
    Example("pki diff cb.csr cb.crt", "did the CA give what was asked for"),
  ]

  var passin = PassphraseInput()
  package var operands: [String] = []

  package init() {}

  package func run(in world: World) throws(PKIError) -> Answer {
    let old = try world.statement(operands[0], passin: passin), new = try world.statement(operands[1], passin: passin)
    let difference = Difference(from: old, to: new)
    var outcome = Outcome(source: operands.joined(separator: " "))
    outcome.status = difference.isEssential ? .no : .good
    outcome.fields =
      [
        .said(Line(difference.words(old, new), difference.isEssential ? .warning : .good)),
        Field("relation", .text(difference.relation.rawValue)), Field("differs", .truth(difference.isEssential)),
        Field("same_key", .truth(difference.hasSameKey)),
      ] + difference.fields
    return Answer(outcome)
  }
}

extension World {
  /// The certificate or request in a file: of several certificates the leaf.
  func statement(_ path: String, passin: PassphraseInput) throws(PKIError) -> Statement {
    let material = try material(path, passin: passin.source)
    if let head = (try? material.certificates()).flatMap(ChainHead.init) { return Statement(head.leaf) }
    if material.items.contains(where: { $0.kind == .request }) {
      return try Statement(material.request(), file: path)
    }
    return Statement(try material.certificate())
  }
}

extension Difference {
  /// How the second stands to the first, in a sentence.
  fileprivate func words(_ old: Statement, _ new: Statement) -> String {
    switch relation {
    case .identical: return "Identical"
    case .renewal: return "Renewal: the same key, subject, names and usages"
    case .agreement:
      let isAnswer =
        old.certificate == nil && new.certificate != nil || old.certificate != nil && new.certificate == nil
      return isAnswer ? "The certificate is what the request asks for" : "Both requests ask for the same"
    case .rekey: return "Re-key: the same for another key"
    case .unrelated: return "Unrelated: neither key nor subject nor any name is the same"
    case .changed:
      let labels = changes.filter { !$0.isIncidental }.map {
        $0.oldExtension == nil && $0.newExtension == nil ? $0.label.lowercasedFirst : $0.label
      }
      let key = hasSameKey ? "the same key" : "another key"
      return "Changed, \(key): \(labels.filter { $0 != "public key" }.joined(separator: ", "))"
    }
  }
}

extension String {
  /// With a small initial, unless it is an abbreviation.
  fileprivate var lowercasedFirst: String {
    let second = dropFirst().first
    return second?.isUppercase ?? true ? self : prefix(1).lowercased() + dropFirst()
  }
}

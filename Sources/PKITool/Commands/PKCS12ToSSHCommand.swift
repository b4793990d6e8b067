package import Console
package import PKICore
import Platform
import Vocabulary

/// `pki pkcs12-to-ssh`: the OpenSSH public key of a PKCS#12 file.
package struct PKCS12ToSSHCommand: Command {
  package static let name = "pkcs12-to-ssh"
  package static let summary = "turn USER.pub from PKCS#12 into an OpenSSH public key"
  package static let discussion = [
    "USER.pub holds PKCS#12, as the Meeting Server wants it uploaded; it is replaced by the OpenSSH public key line, with USER as the "
      + "comment. What else was in the file is lost, as on the Meeting Server, and is named before it is."
  ]
  package static let group = Group.convert
  package static let operandUsage = [Operand("USER", .one, "the user: the name of the file without .pub")]
  package static let options: [Option<Self>] =
    [.flag("keep", \.keeps, "keep the PKCS#12 file as USER.p12")]
    + PassphraseInput.options.map { $0.at(\.passin) } + [
      .flag("dry-run", \.isDryRun, "say what would be written, write nothing")
    ]
  package static let examples = [Example("pki pkcs12-to-ssh admin", "admin.pub becomes an OpenSSH public key")]

  var keeps = false
  var isDryRun = false
  var passin = PassphraseInput()
  package var operands: [String] = []

  package init() {}

  package func run(in world: World) throws(PKIError) -> Answer {
    let user = operands[0].hasSuffix(".pub") ? String(operands[0].dropLast(4)) : operands[0]
    let path = user + ".pub"
    let old = keeps ? try world.bytes(path) : []
    let reader = world.reader(of: path, asking: .ifNeeded, passin: passin.source)
    let material = try reader.read(keeps ? ByteSource(bytes: old, name: path) : world.source(path))
    guard material.items.contains(where: { $0.kind == .pkcs12 }) else {
      throw PKIError(.content, path, "this is \(material.described), not a PKCS#12 file", hint: Self.hint(material))
    }
    if let error = material.firstError { throw error.about(path) }
    let key = try world.publicKey(in: material, of: path)
    let comment = user.split(separator: "/").last.map(String.init) ?? user
    let line = try OpenSSHPublicKey.line(subjectPublicKeyInfo: key.encoding.array, comment: comment)
    var outcome = Outcome(source: path)
    outcome.isDryRun = isDryRun
    // The copy comes first, so that nothing is lost whatever happens in between; it holds a private key.
    let copy = user + ".p12"
    // An interrupted call may have made the copy already.
    let isKept = keeps && world.isFile(copy) ? try world.bytes(copy) == old : false
    if keeps, !isKept, world.isFile(copy) {
      throw PKIError(
        .exists, copy, "this file exists, and is no copy of \(path)", hint: "move it away: --keep writes there")
    }
    if keeps, !isKept { outcome.files = [FileToWrite(path: copy, bytes: old, kind: .secret)] }
    outcome.files += [
      FileToWrite(
        path: path, bytes: Array((line + "\n").utf8), kind: .ordinary, existing: .replace(keepBackup: false))
    ]
    outcome.notes = lost(material, path)
    outcome.fields = [
      .said(Line("\(path) is now the OpenSSH public key of \(comment)", .good)),
      Field("public_key", .text(line)), Field("file", .text(path)),
      Field("kept_as", keeps ? .text(copy) : .null),
    ]
    return Answer(outcome)
  }

  /// What the file held beside the public key.
  private func lost(_ material: Material, _ path: String) -> [String] {
    guard !keeps else { return [] }
    let inside = material.items.filter { $0.container != nil }
    guard !inside.isEmpty else { return [] }
    let words = inside.map { $0.described + ($0.subject.map { " of \($0)" } ?? "") }
    return ["no longer in \(path): \(words.joined(separator: ", "))"]
  }

  private static func hint(_ material: Material) -> String? {
    material.items.contains { $0.kind == .sshPublicKey } ? "it is an OpenSSH public key already" : nil
  }
}

extension World {
  /// The public key of the private key in a container, or else of its first certificate.
  func publicKey(in material: Material, of path: String) throws(PKIError) -> SubjectPublicKeyInfo {
    let items = material.items.filter { $0.privateKey != nil } + material.items.filter { $0.kind == .certificate }
    for item in items {
      do {
        if let key = try item.publicKey() { return key }
      } catch {
        throw error.about(path)
      }
    }
    throw PKIError(.content, path, "there is neither a key nor a certificate in this PKCS#12 file")
  }
}

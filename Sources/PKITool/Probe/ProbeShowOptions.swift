package import Console
import PKICore
import Platform

/// What is shown and saved of what servers present.
package struct ProbeShowOptions: OptionGroup {
  /// Whether an address is a line, and what is wrong with it.
  package var isShort = false
  /// Whether all extensions are shown.
  package var isAdvanced = false
  /// Whether every certificate of the chain is shown with its fields.
  package var showsChain = false
  /// Whether certificates are shown as PEM too.
  package var showsPEM = false
  /// Whether nothing is said of addresses where all is well.
  package var hidesGood = false
  /// The folder for what each address sent.
  package var chainFolder: String?
  /// The file for the trusted root.
  package var rootFile: String?

  /// The report alone.
  package init() {}

  /// The words of the command line that set them.
  package static let options: [Option<Self>] = [
    .flag("short", \.isShort, "a line for each address, and what is wrong with it"),
    .flag("advanced", \.isAdvanced, "all extensions of the certificate too"),
    .flag("chain", \.showsChain, "every certificate of the chain with its fields, and the root that is needed"),
    .flag("pem", \.showsPEM, "what was sent as PEM too"),
    .flag("quiet-ok", \.hidesGood, "only addresses where something is wrong; the summary counts all"),
    .value(
      "save-chain", \.chainFolder, "DIR", "write what each address sent to a file in there", completion: .folders),
    .value("save-root", \.rootFile, "FILE", "write the trusted root of the chain", completion: .files),
  ]

  /// Throws a folder to write to that is not there, before anybody is called.
  func checkFolder(in world: World) throws(PKIError) {
    guard let chainFolder, (try? world.folder.entries(of: chainFolder, recursive: false)) == nil else { return }
    throw PKIError(.io, chainFolder, "there is no such folder", hint: "mkdir -p \(chainFolder) makes it")
  }

  /// Throws what contradicts itself.
  func validate() throws(UsageError) {
    let longer = [("--advanced", isAdvanced), ("--chain", showsChain), ("--pem", showsPEM)]
    if isShort, let option = longer.first(where: \.1) {
      throw UsageError("--short and \(option.0) contradict each other", hint: "leave one of them out")
    }
  }
}

package import Console

/// What is shown and saved of what servers present.
package struct ProbeShowOptions: OptionGroup {
  /// The folder for what each address sent.
  package var chainFolder: String?
  /// The file for the trusted root.
  package var rootFile: String?

  /// The report alone.
  package init() {}

  package static let options: [Option<Self>] = [
    .value(
      "save-chain", \.chainFolder, "DIR", "write what each address sent to a file in there", completion: .folders),
    .value("save-root", \.rootFile, "FILE", "write the trusted root of the chain", completion: .files),
  ]
}

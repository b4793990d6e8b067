package import Console
import PKICore
package import Vocabulary

/// What is said to a server: its name, how TLS is begun and spoken, the client certificate.
package struct ProbeTLSOptions: OptionGroup {
  /// The name that servers are asked for.
  package var serverName: ServerNameChoice?
  /// How TLS is begun.
  package var startTLS: StartTLSChoice?
  /// Whether each server is also called without a name.
  package var checksServerName = false
  /// The oldest and the newest version of TLS.
  package var minimum = TLSVersion.tls10, maximum: TLSVersion?
  /// The file with the client certificate and its chain.
  package var certificate: String?
  /// The file with its private key, where it stands apart.
  package var key: String?
  /// Which certificate of the store is shown to servers that ask.
  package var choice: ClientCertificateChoice?

  /// All defaults.
  package init() {}

  /// The words of the command line that set them.
  package static let options: [Option<Self>] = [
    .value("sni", \.serverName, "NAME|none", "the name to ask servers for", initially: "the host"),
    .flag("sni-check", \.checksServerName, "call each server again without a name, and compare"),
    .value(
      "starttls", \.startTLS, "PROTOCOL", "how TLS is begun, or none for at once",
      initially: "what is usual at the port"),
    .value("tls-min", \.minimum, "VERSION", "the oldest TLS to speak"),
    .value("tls-max", \.maximum, "VERSION", "the newest TLS to speak", initially: "the newest there is"),
    .value("cert", \.certificate, "FILE", "the client certificate to show, with its chain", completion: .files),
    .value("key", \.key, "FILE", "its private key", completion: .files, initially: "in the same file"),
    .value(
      "client-cert", \.choice, "auto",
      "auto: show a client certificate of this folder that fits the authorities the server names; where none does and it "
        + "names none, one that is made up for the call"),
  ]

  /// Throws what contradicts itself.
  func validate() throws(UsageError) {
    if let maximum, maximum < minimum {
      throw UsageError("--tls-max \(maximum.shown ?? ""): older than --tls-min \(minimum.shown ?? "")")
    }
    if certificate == nil, key != nil { throw UsageError("--key says nothing without --cert") }
    if certificate != nil, choice != nil {
      throw UsageError("--cert and --client-cert contradict each other", hint: "leave one of them out")
    }
    if checksServerName, serverName?.name == ProbeTarget.ServerName.none {
      throw UsageError("--sni-check says nothing with --sni none, where no name is asked for")
    }
  }
}

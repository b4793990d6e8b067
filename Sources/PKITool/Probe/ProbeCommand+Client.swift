import Console
import PKICore
import Platform
import Vocabulary

extension ProbeCommand {
  /// How servers are called, with the client certificate that is to be shown; with `--client-cert auto` without one at
  /// first.
  func calls(_ settings: inout Probe.Settings, in world: World) throws(PKIError) -> ServerProbe {
    if tls.choice != nil {
      settings.candidates = candidates(in: world)
      settings.throwAway = try ClientCandidate.throwAway(callSettings, at: world.clock.now)
    }
    guard let certificate = tls.certificate else { return try ServerProbe(callSettings) }
    ProcessGuard.protectSecrets()
    let material = try world.material(certificate, asking: .ifNeeded, passin: passin.source)
    settings.clientCertificate = ClientCandidate.chain(of: try material.certificates())
    let file = try tls.key.map { path throws(PKIError) in
      try world.material(path, asking: .ifNeeded, passin: passin.source)
    }
    let holder = file ?? material
    if tls.key == nil, holder.items.allSatisfy({ $0.kind == .certificate }) {
      throw PKIError(
        .content, certificate, "there is no private key beside the certificate", hint: "give it with --key FILE")
    }
    do throws(PKIError) {
      let half = holder.items.first { $0.privateKey != nil }.flatMap { (try? $0.publicKey()) ?? nil }
      if let half, let own = settings.clientCertificate.first, !half.sameKey(as: own.publicKey) {
        throw PKIError(
          .mismatch, "", "this is not the private key of \(certificate)",
          hint: "pki match \(tls.key ?? certificate) \(certificate) compares the two")
      }
      let info = try holder.privateKey().privateKeyInfo()
      return try ServerProbe(callSettings, certificates: settings.clientCertificate, privateKeyInfo: info)
    } catch {
      throw error.about(tls.key ?? certificate)
    }
  }

  /// No server is called more often for its choice to be made.
  private static let mostCandidates = 16

  /// The certificates of the store that clients may show and whose keys can be opened, those that are for clients alone
  /// first; of equals the one that lasts longest.
  private func candidates(in world: World) -> [ClientCandidate] {
    ProcessGuard.protectSecrets()
    var certificates: [Certificate] = []
    var keys: [(key: PrivateKeyFile, half: SubjectPublicKeyInfo)] = []
    for path in world.storeFiles {
      guard let material = try? world.material(path, passin: passin.source) else { continue }
      certificates += (try? material.certificates()) ?? []
      for item in material.items {
        if let key = item.privateKey, let half = (try? item.publicKey()) ?? nil { keys.append((key, half)) }
      }
    }
    let fit = certificates.withoutDuplicates.filter { ClientCandidate.isForClients($0, at: world.instant) }
      .sorted { $0.clientRank > $1.clientRank }
    var candidates: [ClientCandidate] = []
    for certificate in fit where candidates.count < ProbeCommand.mostCandidates {
      guard let own = keys.first(where: { $0.half.sameKey(as: certificate.publicKey) }),
        let info = try? own.key.privateKeyInfo()
      else { continue }
      let authorities = certificates.filter(\.isAuthority)
      let chain = ClientCandidate.chain(of: certificate, among: authorities)
      if let candidate = try? ClientCandidate(chain, privateKeyInfo: info, callSettings) {
        candidates.append(candidate)
      }
    }
    return candidates
  }
}

extension Certificate {
  /// How well it suits a client: for clients by its own word, then how long it lasts.
  fileprivate var clientRank: Int {
    let usages = (try? extendedKeyUsage) ?? nil
    let isNamed = usages?.contains(.clientAuth) ?? false
    return (isNamed ? 1 << 40 : 0) - (usages?.contains(.serverAuth) ?? true ? 1 << 39 : 0)
      + Int(notAfter.instant?.seconds ?? 0)
  }
}

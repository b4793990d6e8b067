import PKICore

extension ImportSorting {
  /// Throws the first certificate that is not for one of the hosts or addresses; and files without any that could be.
  func verify(_ hosts: [String]) throws(PKIError) {
    guard let first = hosts.first else { return }
    let own = groups.compactMap { group in group.certificate.map { ($0, group.sources["crt"] ?? "") } }
      .filter { !$0.0.isAuthority }
    guard !own.isEmpty else {
      throw PKIError(
        .refused, "", "there is no certificate for \(first) here, only what CAs and keys are made of",
        hint: "leave --host out to import it all the same")
    }
    for (certificate, source) in own {
      for host in hosts {
        let identity = IPText.octets(host).map { Identity.ip($0) } ?? .host(host)
        guard let why = certificate.mismatch(with: identity) else { continue }
        throw PKIError(.refused, source, why, hint: "leave --host out to import it all the same")
      }
    }
  }
}

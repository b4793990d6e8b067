import Console
import PKICore
import Platform
import Vocabulary

extension ProbeCommand {
  /// The probe that these options ask for.
  func prepared(_ law: FindingLaw, in world: World) throws(PKIError) -> Probe {
    var request = CheckRequest(instant: world.instant)
    request.thresholds = law.thresholds
    request.verification.profile = trust.profile ?? .cms
    request.pool = try trust.stores.pool(in: world, passin: passin.source)
    var settings = Probe.Settings(request)
    settings.hasProfile = trust.profile != nil
    settings.identity = trust.host.map { name in IPText.octets(name).map { .ip($0) } ?? .host(name) }
    settings.serverName = tls.serverName?.name
    settings.startTLS = tls.startTLS.map(\.way)
    settings.isFirstOnly = targets.isFirstOnly
    guard let certificate = tls.certificate else {
      return Probe(settings, names: targets.names, calls: try ServerProbe(callSettings))
    }
    ProcessGuard.protectSecrets()
    let material = try world.material(certificate, asking: .ifNeeded, passin: passin.source)
    settings.clientCertificate = try material.certificates()
    let file = try tls.key.map { path throws(PKIError) in
      try world.material(path, asking: .ifNeeded, passin: passin.source)
    }
    do throws(PKIError) {
      let info = try (file ?? material).privateKey().privateKeyInfo()
      let calls = try ServerProbe(callSettings, certificates: settings.clientCertificate, privateKeyInfo: info)
      return Probe(settings, names: targets.names, calls: calls)
    } catch {
      throw error.about(tls.key ?? certificate)
    }
  }

  /// How servers are called.
  private var callSettings: ServerProbe.Settings {
    var settings = ServerProbe.Settings()
    settings.minimum = tls.minimum
    settings.maximum = tls.maximum
    settings.milliseconds = control.timeout * 1_000
    return settings
  }
}

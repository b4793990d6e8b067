import Console
import PKICore
import Platform
import Vocabulary

extension ProbeCommand {
  /// The probe that these options ask for.
  func prepared(
    _ law: FindingLaw, names: ProbeNames, pace: ProbePace, in world: World
  ) throws(PKIError) -> Probe {
    var request = CheckRequest(instant: world.instant)
    request.thresholds = law.thresholds
    request.verification.profile = trust.profile ?? .cms
    var settings = Probe.Settings(request)
    settings.stores = try trust.stores(in: world, passin: passin.source)
    settings.fetcher = trust.fetcher
    settings.expected = trust.expected.map(\.octets)
    settings.checksServerName = tls.checksServerName
    settings.hasProfile = trust.profile != nil
    settings.identity = trust.host.map { name in IPText.octets(name).map { .ip($0) } ?? .host(name) }
    settings.serverName = tls.serverName?.name
    settings.startTLS = tls.startTLS.map(\.way)
    settings.isFirstOnly = targets.isFirstOnly
    settings.tellsRoot = show.showsChain
    let calls = try calls(&settings, in: world)
    return Probe(settings, names: names, calls: calls, pace: pace)
  }

  /// How servers are called.
  var callSettings: ServerProbe.Settings {
    var settings = ServerProbe.Settings()
    settings.minimum = tls.minimum
    settings.maximum = tls.maximum
    settings.milliseconds = control.timeout * 1_000
    return settings
  }
}

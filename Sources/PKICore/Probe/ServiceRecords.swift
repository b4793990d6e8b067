internal import Platform
import Vocabulary

/// What SRV records say of a service, before anybody is called.
struct ServiceRecords {
  private let service: ProbeService
  private let domain: String
  private let record: String
  private let source: String

  init(_ service: ProbeService, _ domain: String, _ record: String, _ source: String) {
    self.service = service
    self.domain = domain
    self.record = record
    self.source = source
  }

  /// The records that lead somewhere; what is wrong with any goes to the result.
  func places(_ result: inout ProbeResult) -> [DNSService] {
    result.services.filter { one in
      if one.target == "." {
        result.end(
          finding("srv.off", "The record \(record, as: "rr") says the service is not offered (target \".\")."),
          host: one.target, one)
        return false
      }
      if IPAddress.octets(one.target) != nil {
        result.end(
          finding("srv.ip", "The SRV target is an IP address.", about: one.target), host: one.target, one)
        return false
      }
      if service.target == .skype, !isInDomain(one.target) {
        result.findings.append(
          finding(
            "srv.foreign",
            "The SRV target \(one.target, as: "host") is not under \(domain, as: "domain"); Skype for Business trusts only targets in the same domain.",
            about: one.target))
      }
      if service.port != 0, one.port != service.port {
        result.findings.append(
          finding(
            "srv.port",
            "\(record, as: "rr") points to port \(one.port, as: "p"); \(service.port, as: "usual") is usual.",
            about: one.target))
      }
      return true
    }
  }

  private func isInDomain(_ host: String) -> Bool {
    let (host, domain) = (host.lowercased(), domain.lowercased())
    return host == domain || host.hasSuffix("." + domain)
  }

  private func finding(_ code: String, _ sentence: Sentence, about subject: String = "") -> Finding {
    Finding(code, in: source, about: subject, sentence)
  }
}

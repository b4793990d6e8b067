package import Platform
import Vocabulary

/// What a target came to.
package struct ProbeResult: Sendable {
  /// What was asked for.
  package let target: ProbeTarget
  /// The name of the SRV record that was asked for; nil where none was.
  package internal(set) var record: String?
  /// Which records its domain says SIP is found by (RFC 3263); empty where it says nothing, or was not asked.
  package internal(set) var pointers: [DNSPointer] = []
  /// The SRV records, in the order in which they are tried; empty where none was asked for.
  package internal(set) var services: [DNSService] = []
  /// Every address, in the order of the records.
  package internal(set) var members: [ProbeMember] = []
  /// What led to no address, in the order of the records.
  package internal(set) var deadEnds: [DeadEnd] = []
  /// What is to be said of the target as a whole: DNS, the pool.
  package internal(set) var findings: [Finding] = []
  /// What is as it should be about the target as a whole.
  package internal(set) var assurances: [Assurance] = []

  init(_ target: ProbeTarget) { self.target = target }

  /// Writes down what led to no address, and why: a host, a record, or the target itself.
  mutating func end(_ finding: Finding, host: String = "", _ service: DNSService? = nil) {
    findings.append(finding)
    deadEnds.append(DeadEnd(host: host, service: service, finding: finding))
  }

  /// Whether nothing could be told: no address, or none that showed what it was asked for.
  package var isUnreachable: Bool {
    if case .service(let service, _) = target.place, service.transport != .tls {
      return members.isEmpty || members.contains { $0.answer?.failure != nil }
    }
    return members.isEmpty || members.allSatisfy(\.isDown)
  }

  /// Everything that was found, the target's first, then each member's.
  package var allFindings: [Finding] { findings + members.flatMap(\.findings) }
}

/// What led to no address.
package struct DeadEnd: Sendable {
  /// The host; empty where there is none, or none that is one.
  package let host: String
  /// The SRV record; nil where none led to it.
  package let service: DNSService?
  /// Why.
  package let finding: Finding
}

/// One address of a target, and what it showed.
package struct ProbeMember: Sendable {
  /// The name that led to it; its address where there was none.
  package let host: String
  /// The SRV record that led to it; nil where none did.
  package let service: DNSService?
  /// Milliseconds until its address was known.
  package let lookupMilliseconds: Int?
  /// The name server that gave its address; nil where the system did, or nobody was asked.
  package let nameServer: String?
  /// Where it was called.
  package let address: SocketAddress
  /// The name or address that its certificate must be for, as far as it is one; empty where it was not held against one.
  package internal(set) var nameChecked = ""
  /// How it is named in findings: "edge.example.com (192.0.2.1:443)".
  package let source: String
  /// What it showed; nil where it was not called, since nothing speaks there that could tell.
  package internal(set) var answer: ServerAnswer?
  /// The certificates as they were sent, as far as they can be read.
  package internal(set) var certificates: [Certificate] = []
  /// What it shows to whom asks for no name; nil where that was not tried.
  package internal(set) var unnamed: ServerAnswer?
  /// What the certificate comes to; nil where none came.
  package internal(set) var check: CheckResult?
  /// What each store makes of the certificate, in the order of the stores.
  package internal(set) var paths: [ProbePath] = []
  /// What the stapled OCSP response says; nil where none came that could be read.
  package internal(set) var staple: RevocationStatus?
  /// What was found, the worst first.
  package internal(set) var findings: [Finding] = []
  /// What is as it should be.
  package internal(set) var assurances: [Assurance] = []

  init(
    host: String, service: DNSService?, address: SocketAddress, lookupMilliseconds: Int? = nil,
    nameServer: String? = nil
  ) {
    self.host = host
    self.service = service
    self.lookupMilliseconds = lookupMilliseconds
    self.nameServer = nameServer
    self.address = address
    source = host.isEmpty ? address.description : "\(host) (\(address))"
  }

  /// Whether it gave no certificate.
  package var isDown: Bool { answer?.certificates.isEmpty ?? false }
}

extension ProbeResult {
  /// Replaces the findings of the target and of each member by what `choice` leaves of them.
  package mutating func keep(_ choice: ([Finding]) -> [Finding]) {
    findings = choice(findings)
    for index in members.indices { members[index].findings = choice(members[index].findings) }
  }
}

extension ServerAnswer {
  /// The names of the authorities that it says it accepts, in a word each.
  package var acceptableNames: [String] {
    acceptableAuthorities.map { DistinguishedName(reading: DERSlice($0)).description }
  }
}

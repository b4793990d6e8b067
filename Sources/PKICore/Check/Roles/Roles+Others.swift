extension Role {
  private static let pexipNamed = Cited(Demand.alternativeNames, "Pexip, Managing TLS certificates")
  private static let pexipSkype = "Pexip, SfB integration"
  private static let planning = "Microsoft, SfB environmental requirements"
  private static let expresswayGuide = "Cisco, Expressway certificate guide"

  /// The nodes and people of Pexip Infinity.
  static let pexip: [Role] = [
    Role(
      "pexip-dmz", "conferencing nodes that federate with Skype for Business", .pexip,
      parameters: [
        .optional(.fqdn, "the target of the record _sipfederationtls._tcp"), .required(.node, "a node's FQDN"),
        .required(.domain, "a SIP domain whose SRV records lead here"),
      ],
      commonName: Cited(.fqdn, pexipSkype),
      names: [
        Cited(.commonName, pexipSkype), Cited(.each(.node), pexipSkype), Cited(.each(.domain), pexipSkype),
      ], usage: Cited(.both, pexipSkype),
      demands: [
        pexipNamed, Cited(.noWildcard, pexipSkype), Cited(.commonKey, pexipSkype), Cited(.publicCA, pexipSkype),
      ], advice: ["One certificate and one key serve all nodes."]),
    Role(
      "pexip-onprem", "conferencing nodes as a trusted application pool of Skype for Business", .pexip,
      parameters: [.required(.pool, "the trusted application pool"), .required(.node, "a node's FQDN")],
      commonName: Cited(.value(.pool), pexipSkype),
      names: [Cited(.each(.pool), pexipSkype), Cited(.each(.node), pexipSkype)], usage: Cited(.both, pexipSkype),
      demands: [
        pexipNamed, Cited(.noWildcard, pexipSkype), Cited(.commonKey, pexipSkype), Cited(.privateCA, pexipSkype),
      ], advice: ["One certificate and one key serve all nodes."]),
    Role(
      "pexip-node", "a conferencing node or the management node", .pexip,
      parameters: [.optional(.fqdn, "the node's FQDN")],
      commonName: Cited(.fqdn, "Pexip, Managing TLS certificates"),
      names: [Cited(.commonName, "Pexip, Managing TLS certificates")],
      usage: Cited(.both, "Pexip Secure Mode guide 33"),
      demands: [pexipNamed, Cited(.noAddress, "Pexip Secure Mode guide 33")]),
    Role(
      "pexip-admin", "an administrator who logs in with a certificate", .pexip,
      parameters: [.optional(.user, "the user as the directory knows him")],
      commonName: Cited(.user, "Pexip Secure Mode guide 33"),
      names: [Cited(.userPrincipalName, "Pexip Secure Mode guide 33")],
      usage: Cited(.client, "Pexip Secure Mode guide 33")),
  ]

  private static let skypeDemands: [Cited<Demand>] = [
    Cited(.alternativeNames, planning), Cited(.distributionPoint, planning), Cited(.noPSS, planning),
    Cited(.plainNames, planning), Cited(.skypeKey, planning), Cited(.noWildcard, planning),
  ]

  /// The servers of Skype for Business, and those of Expressway.
  static let surrounding: [Role] = [
    Role(
      "sfb-edge", "the external side of a Skype for Business Edge pool", .skype,
      parameters: [
        .required(.domain, "a SIP domain, the first one first"), .required(.node, "the web conferencing FQDN"),
      ],
      commonName: Cited(.prefixed("sip.", .domain), planning),
      names: [Cited(.eachPrefixed("sip.", .domain), planning), Cited(.each(.node), planning)],
      usage: Cited(.both, planning), demands: skypeDemands + [Cited(.publicCA, planning)],
      advice: ["All servers of the pool have the same certificate and the same key."]),
    Role(
      "sfb-frontend", "a Skype for Business Front End pool", .skype,
      parameters: [
        .required(.pool, "the pool's FQDN"), .required(.node, "a server's FQDN"),
        .optional(.domain, "a SIP domain whose users log on by themselves"),
      ],
      commonName: Cited(.value(.pool), planning),
      names: [
        Cited(.each(.pool), planning), Cited(.each(.node), planning), Cited(.eachPrefixed("sip.", .domain), planning),
      ], usage: Cited(.server, planning), demands: skypeDemands),
    Role(
      "expressway-e", "Expressway-E", .expressway,
      parameters: [
        .optional(.fqdn, "its FQDN"), .optional(.domain, "a domain that clients register to"),
        .optional(.join, "the host of join links"), .optional(.pool, "the cluster's FQDN"),
      ],
      commonName: Cited(.fqdn, expresswayGuide),
      names: [.commonName, .each(.domain), .each(.join), .each(.pool)].map { Cited($0, expresswayGuide) },
      usage: Cited(.both, expresswayGuide),
      demands: [Cited(.alternativeNames, expresswayGuide), Cited(.moderateKey, expresswayGuide)]),
    Role(
      "expressway-c", "Expressway-C", .expressway,
      parameters: [
        .optional(.fqdn, "its FQDN"), .optional(.pool, "the cluster's FQDN"),
        .optional(.node, "a phone security profile, or an alias of a chat node"),
        .optional(.domain, "a domain of the deployment"), .optional(.join, "the host of join links"),
      ],
      commonName: Cited(.fqdn, expresswayGuide),
      names: [.commonName, .each(.pool), .each(.node), .each(.domain), .each(.join)].map { Cited($0, expresswayGuide) },
      usage: Cited(.both, expresswayGuide),
      demands: [Cited(.alternativeNames, expresswayGuide), Cited(.moderateKey, expresswayGuide)]),
  ]

  /// What any system knows.
  static let general: [Role] = [
    Role(
      "sip-peer", "a SIP server that others call by its domain", .general,
      parameters: [.required(.domain, "a SIP domain that it answers for")], commonName: Cited(.any, "RFC 5922 §4"),
      names: [Cited(.eachAsSIP(.domain), "RFC 5922 §4")], usage: Cited(.both, "RFC 5922 §4"),
      demands: [Cited(.alternativeNames, "RFC 5922 §4"), Cited(.noWildcard, "RFC 5922 §7.2")]),
    Role(
      "server", "any TLS server", .general, parameters: [.optional(.fqdn, "the FQDN that it is reached by")],
      commonName: Cited(.any, "RFC 9525 §2"), names: [Cited(.each(.fqdn), "RFC 9525 §6")],
      usage: Cited(.server, "RFC 5280 §4.2.1.12"), demands: [Cited(.alternativeNames, "RFC 9525 §2")]),
    Role(
      "client", "any TLS client", .general, commonName: Cited(.any, "RFC 5280 §4.1.2.6"),
      usage: Cited(.client, "RFC 5280 §4.2.1.12")),
    Role(
      "ca", "a certificate authority", .general, commonName: Cited(.any, "RFC 5280 §4.1.2.6"),
      usage: Cited(.none, "RFC 5280 §4.2.1.12"), demands: [Cited(.authority, "RFC 5280 §4.2.1.9, §4.2.1.3, §4.2.1.2")],
      days: 3_650),
  ]

  /// Every role, in the order in which they are listed.
  package static let all: [Role] = meetingServer + pexip + surrounding + general
}

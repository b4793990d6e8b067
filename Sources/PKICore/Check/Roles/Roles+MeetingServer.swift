extension Role {
  private static let reached = Parameter.optional(.fqdn, "the FQDN that it is reached by")
  private static let cn = Cited(NameSource.commonName, "CMS 3.8 §3.1")
  private static let named = Cited(Demand.alternativeNames, "CMS 3.8 §3.1")
  private static let database = 3_650

  /// The services of the Cisco Meeting Server.
  static let meetingServer: [Role] = [
    Role(
      "callbridge", "the Call Bridge: SIP, clustering, the media of the web app", .meetingServer,
      parameters: [reached],
      commonName: Cited(.fqdn, "CMS 3.8 §3.1.1"), names: [cn], usage: Cited(.both, "CMS 3.8 §2.1"),
      demands: [named, Cited(.digitalSignature, "CMS 3.8 §2.1")]),
    Role(
      "callbridge-lync", "the Call Bridge as a trusted application of Lync or Skype for Business", .meetingServer,
      parameters: [.optional(.fqdn, "the FQDN of the trusted application")],
      commonName: Cited(.fqdn, "CMS 3.8 §3.1.1, §5.2"), names: [Cited(.commonName, "CMS 3.8 §3.1.1")],
      usage: Cited(.both, "CMS 3.8 §2.1"),
      demands: [
        named, Cited(.digitalSignature, "CMS 3.8 §2.1"), Cited(.sameIssuer, "CMS 3.8 §5.2"),
        Cited(.signedByAnother, "CMS 3.8 §5.1"),
      ],
      advice: ["The CA that signed the Front End's certificate signs this one."]),
    Role(
      "cucm-trunk", "the Call Bridge on a SIP trunk of CUCM", .meetingServer, parameters: [reached],
      commonName: Cited(.fqdn, "CMS 3.8 §3.3"), names: [Cited(.commonName, "CMS 3.8 §3.3")],
      usage: Cited(.bothRequired, "CMS 3.8 §3.3"),
      demands: [
        named, Cited(.moderateKey, "CUCM security guide"), Cited(.commonKey, "CUCM security guide"),
        Cited(.noWildcard, "CUCM security guide"),
      ]),
    Role(
      "webbridge3", "the web bridge, which browsers and Expressway call", .meetingServer,
      parameters: [
        .optional(.fqdn, "the FQDN of its A record"), .optional(.join, "the host of join links, which Expressway uses"),
      ],
      commonName: Cited(.fqdn, "CMS 3.8 §3.1.2"),
      names: [Cited(.commonName, "CMS 3.8 §3.1.2"), Cited(.each(.join), "CMS 3.8 §D.1")],
      usage: Cited(.server, "CMS 3.8 §2.1"),
      demands: [named, Cited(.fullChain, "CMS 3.8 §1.2.4, §D.1"), Cited(.publicCA, "CMS 3.8 §1.2.4")]),
    Role(
      "c2w", "the connection from the Call Bridge to the web bridge", .meetingServer,
      parameters: [.optional(.fqdn, "the host or address of the c2w:// URL")],
      commonName: Cited(.host, "CMS 3.8 §4.5, §D"), names: [Cited(.commonName, "CMS 3.8 §4.5")],
      usage: Cited(.server, "CMS 3.8 §2.1"), demands: [named],
      advice: [
        "This is the web bridge's side. On the Call Bridge's side the certificate is callbridge's, with client "
          + "authentication.", "The trust bundle of C2W may hold the certificate itself, which pins it.",
      ]),
    Role(
      "webadmin", "the Web Admin interface and the API", .meetingServer,
      parameters: [reached, .optional(.node, "the FQDN that cluster peers or CUCM call")],
      commonName: Cited(.fqdn, "CMS 3.8 §2.1"),
      names: [Cited(.commonName, "CMS 3.8 §4.9"), Cited(.each(.node), "CMS 3.8 §4.9")],
      usage: Cited(.server, "CMS 3.8 §2.1"), demands: [named],
      advice: ["From version 3.4 on a cluster compares this name when it calls its peers."]),
    Role(
      "turn", "the TURN server", .meetingServer, parameters: [reached],
      commonName: Cited(.fqdn, "CMS 3.8 §3.1.5"), names: [Cited(.commonName, "CMS 3.8 §3.1.5")],
      usage: Cited(.server, "CMS 3.8 §2.1"), demands: [named, Cited(.sameIssuer, "CMS 3.8 §3.1.5")],
      advice: ["The CA that signed the web bridge's certificate signs this one."]),
    Role(
      "meetingapps", "the MeetingApps service", .meetingServer,
      parameters: [.optional(.fqdn, "the FQDN of its A record")],
      commonName: Cited(.fqdn, "CMS 3.8 §3.1.3"), names: [Cited(.commonName, "CMS 3.8 §3.1.3")],
      usage: Cited(.server, "CMS 3.8 §3.1.3"), demands: [named, Cited(.fullChain, "CMS 3.8 §4.7")],
      advice: ["It is a certificate of its own, used for nothing else (CMS 3.8 §3.1.3)."]),
    Role(
      "shared", "one certificate for several components", .meetingServer,
      parameters: [
        .required(.domain, "the domain of the deployment"), .required(.node, "the FQDN of a component that uses it"),
      ],
      commonName: Cited(.value(.domain), "CMS 3.8 §3.1"),
      names: [Cited(.each(.domain), "CMS 3.8 §3.1"), Cited(.each(.node), "CMS 3.8 §3.1")],
      usage: Cited(.both, "CMS 3.8 §2.1"), demands: [named, Cited(.digitalSignature, "CMS 3.8 §2.1")]),
    plainService("recorder", "the recorder"), plainService("streamer", "the streamer"),
    Role(
      "database-server", "a server of the database cluster", .meetingServer,
      parameters: [
        .optional(.fqdn, "the FQDN of one server"), .optional(.node, "the FQDN of another server of the cluster"),
      ],
      commonName: Cited(.fqdn, "CMS 3.8 §3.1.4"),
      names: [Cited(.commonName, "CMS 3.8 §3.1.4"), Cited(.each(.node), "CMS 3.8 §3.1.4")],
      usage: Cited(.server, "CMS 3.8 §2.1"), demands: [named, Cited(.signedByAnother, "CMS 3.8 §3.1.4")],
      days: database,
      advice: [
        "A root of its own signs the servers and the client, and nothing else (CMS 3.8 §3.1.4).",
        "To renew it the cluster must be taken apart (CMS 3.8 §5.3).",
      ]),
    Role(
      "database-client", "the client of the database cluster", .meetingServer,
      commonName: Cited(.exactly("postgres"), "CMS 3.8 §3.1.4"), usage: Cited(.client, "CMS 3.8 §2.1"),
      days: database, advice: ["The CA of the servers signs it too (CMS 3.8 §3.1.4)."]),
  ]

  private static func plainService(_ name: String, _ title: String) -> Role {
    Role(
      name, title, .meetingServer, parameters: [reached], commonName: Cited(.fqdn, "CMS 3.8 §2.1"),
      names: [Cited(.commonName, "CMS 3.8 §2.1")], usage: Cited(.server, "CMS 3.8 §2.1"), demands: [named])
  }
}

/// How TLS is begun on a port that first speaks something else.
package enum StartTLS: String, CaseIterable, Hashable, Sendable {
  case smtp
  case imap
  case pop3
  case ldap
  case postgres
  case xmpp
  /// XMPP between servers.
  case xmppServer = "xmpp-server"
  case ftp
  case mysql
  case sieve

  /// What is usual at a port; nil where TLS begins at once.
  package init?(port: UInt16) {
    switch port {
    case 21: self = .ftp
    case 25, 587: self = .smtp
    case 110: self = .pop3
    case 143: self = .imap
    case 389: self = .ldap
    case 3_306: self = .mysql
    case 4_190: self = .sieve
    case 5_222: self = .xmpp
    case 5_269: self = .xmppServer
    case 5_432: self = .postgres
    default: return nil
    }
  }

  /// As people write it.
  package var word: String {
    switch self {
    case .smtp, .imap, .pop3, .ldap, .xmpp, .ftp: rawValue.uppercased()
    case .xmppServer: "XMPP"
    case .postgres: "PostgreSQL"
    case .mysql: "MySQL"
    case .sieve: "ManageSieve"
    }
  }
}

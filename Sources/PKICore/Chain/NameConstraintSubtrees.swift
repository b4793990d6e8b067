import Vocabulary

/// One list of subtrees, permitted or excluded, held for lookups.
struct NameConstraintSubtrees {
  /// The forms of names that the list speaks of.
  private(set) var kinds: Set<NameConstraintKind> = []
  private var hosts = HostSubtrees()
  private var mailHosts = HostSubtrees()
  private var mailboxes: Set<Mailbox> = []
  private var uriHosts = HostSubtrees()
  private var addresses = AddressSubtrees()
  private var directories: Set<[[String]]> = []
  private var directoryLengths: Set<Int> = []

  /// A list as it stands in the extension; throws where a part of it cannot be understood.
  init(_ subtrees: [NameConstraints.Subtree]) throws(NameConstraintError) {
    for subtree in subtrees {
      guard subtree.minimum == 0, subtree.maximum == nil else {
        throw NameConstraintError(reason: "\(subtree.base) has a minimum or maximum, which RFC 5280 does not allow")
      }
      try insert(subtree.base)
    }
  }

  private mutating func insert(_ base: GeneralName) throws(NameConstraintError) {
    kinds.insert(base.constraintKind)
    switch base {
    case .dns(let host): try hosts.insertTree(host)
    case .uri(let host):
      guard IPAddress.octets(host) == nil else {
        throw NameConstraintError(reason: "\(base) is an address, not a host")
      }
      try uriHosts.insertHost(host)
    case .email(let text):
      guard text.contains("@" as Character) else { return try mailHosts.insertHost(text) }
      guard let mailbox = Mailbox(text) else { throw NameConstraintError(reason: "\(base) is no mailbox") }
      mailboxes.insert(mailbox)
    case .ip(let octets): try addresses.insert(octets)
    case .directory(let name):
      let key = name.comparisonKey
      directories.insert(key)
      directoryLengths.insert(key.count)
    case .upn, .srv, .other, .registeredID, .unsupported: return
    }
  }

  // MARK: - Looking up

  /// Whether all that `name` stands for lies in one of the subtrees.
  func contains(_ name: ConstrainedName) -> Bool {
    switch name {
    case .host(let pattern): hosts.contains(pattern)
    case .mailbox(let mailbox): mailboxes.contains(mailbox) || mailHosts.contains(mailbox.host)
    case .uriHost(let host): uriHosts.contains(host)
    case .address(let octets): addresses.contains(octets)
    case .directory(let key):
      directoryLengths.contains { $0 <= key.count && directories.contains(Array(key.prefix($0))) }
    }
  }

  /// Whether some of what `name` stands for may lie in one of the subtrees.
  func touches(_ name: ConstrainedName) -> Bool {
    switch name {
    case .host(let pattern): hosts.touches(pattern)
    case .mailbox(let mailbox): mailHosts.touches(mailbox.host) || contains(name)
    case .uriHost(let host): uriHosts.touches(host)
    case .address, .directory: contains(name)
    }
  }
}

/// A name in the form in which it is looked up.
enum ConstrainedName {
  case host(HostPattern)
  case mailbox(Mailbox)
  case uriHost(String)
  case address([UInt8])
  case directory([[String]])

  /// The name of this form; throws where it is malformed: then nobody can say where it lies. nil where the form is
  /// not supported.
  init?(_ name: GeneralName) throws(NameConstraintError) {
    switch name {
    case .dns(let text):
      guard let pattern = HostPattern(text) else { throw NameConstraintError(reason: "it is no host name") }
      self = .host(pattern)
    case .email(let text):
      guard let mailbox = Mailbox(text) else { throw NameConstraintError(reason: "it is no mailbox") }
      self = .mailbox(mailbox)
    case .uri(let text):
      guard let host = URIHost.host(of: text) else { throw NameConstraintError(reason: "it names no host") }
      self = .uriHost(host)
    case .ip(let octets):
      guard octets.count == 4 || octets.count == 16 else { throw NameConstraintError(reason: "it is no address") }
      self = .address(octets)
    case .directory(let name): self = .directory(name.comparisonKey)
    case .registeredID, .upn, .srv, .other, .unsupported: return nil
    }
  }
}

import TestKit
import Testing

/// A server of the real world with its settings in the folder of a bench, on ports of 127.0.0.1 that the system chose.
struct RealServer {
  /// Where it listens: the port that is ready last.
  let port: UInt16
  /// Where it listens too, with another way to begin TLS.
  let otherPort: UInt16
  private let server: Server

  /// `last` is a word that may hold spaces.
  private init(
    _ tool: InstalledTool, in bench: Workbench, _ words: String, last: String? = nil, port: UInt16,
    otherPort: UInt16 = 0
  ) {
    self.port = port
    self.otherPort = otherPort
    server = Server(
      program: tool.program(folder: bench.folder.path),
      arguments: words.split(separator: " ").map(String.init) + (last.map { [$0] } ?? []))
  }

  /// Runs the server while the body talks to it.
  func serve(_ body: () throws -> Void) throws {
    try server.serve(isReady: { FreePort.isTaken(port) && (otherPort == 0 || FreePort.isTaken(otherPort)) }, body)
  }
}

// MARK: - The web, and DNS

extension RealServer {
  static let nginx = InstalledTool("nginx")
  static let dnsmasq = InstalledTool("dnsmasq")

  /// A server block of nginx: what stands in it beside its address, and its certificate.
  struct Site {
    var address = "127.0.0.1"
    var name = "_"
    var certificate = "www"
    var settings = ""
  }

  /// nginx with these sites, all on one port; each has `NAME-fullchain.crt` and `NAME.key` of the bench.
  static func nginx(_ bench: Workbench, _ sites: [Site]) throws -> RealServer {
    let port = try FreePort.find()
    let places = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map {
      "\($0)_temp_path \(bench.folder.path)/temp;"
    }
    let servers = sites.map { site in
      """
      server {
        listen \(site.address):\(port) ssl;
        server_name \(site.name);
        ssl_certificate \(site.certificate)-fullchain.crt;
        ssl_certificate_key \(site.certificate).key;
        ssl_protocols TLSv1.2 TLSv1.3;
        \(site.settings)
        return 204;
      }
      """
    }
    let settings = """
      daemon off;
      pid nginx.pid;
      events {}
      http {
        access_log off;
        \(places.joined(separator: "\n  "))
        \(servers.joined(separator: "\n"))
      }
      """
    try bench.folder.write(settings, to: "nginx.conf")
    return RealServer(nginx, in: bench, "-p \(bench.folder.path) -c nginx.conf -e nginx.log", port: port)
  }

  /// dnsmasq that knows these records, options of its command line, and of `example.org` nothing else.
  static func dnsmasq(_ bench: Workbench, _ records: [String]) throws -> RealServer {
    let port = try FreePort.find()
    let words = [
      "--no-daemon --conf-file=/dev/null --no-hosts --no-resolv --pid-file --local=/example.org/",
      "--listen-address=127.0.0.1 --bind-interfaces --port=\(port)",
    ]
    return RealServer(dnsmasq, in: bench, (words + records).joined(separator: " "), port: port)
  }
}

extension RealServer {
  static let gnuTLS = InstalledTool("gnutls-serv")

  /// gnutls-serv, which asks who calls for a certificate unless `clients` says otherwise, and speaks one version of TLS.
  static func gnuTLS(_ bench: Workbench, clients: String, version: String) throws -> RealServer {
    let port = try FreePort.find()
    let words =
      "--quiet --echo --port \(port) --x509certfile www-fullchain.crt --x509keyfile www.key --x509cafile root.crt "
      + "--priority NORMAL:-VERS-ALL:+VERS-TLS\(version) \(clients)"
    return RealServer(gnuTLS, in: bench, words, port: port)
  }
}

// MARK: - Directory and mail

extension RealServer {
  static let slapd = InstalledTool("slapd")

  /// slapd, whose TLS is GnuTLS's: ldaps at `port`, ldap with StartTLS at `otherPort`.
  static func slapd(_ bench: Workbench, clients: String = "never") throws -> RealServer {
    let (port, otherPort) = (try FreePort.find(), try FreePort.find())
    let folder = bench.folder.path
    let settings = """
      TLSCACertificateFile \(folder)/root.crt
      TLSCertificateFile \(folder)/www-fullchain.crt
      TLSCertificateKeyFile \(folder)/www.key
      TLSVerifyClient \(clients)

      """
    try bench.folder.write(settings, to: "slapd.conf")
    let places = "ldaps://127.0.0.1:\(port) ldap://127.0.0.1:\(otherPort)"
    return RealServer(slapd, in: bench, "-f slapd.conf -d 0 -h", last: places, port: port, otherPort: otherPort)
  }

  /// Whether Postfix can be had: its master serves root alone, and gives its rights away to users of its own.
  static let hasPostfix: Bool = {
    guard InstalledTool("postfix").isThere, Tools.isRoot else { return false }
    return postfixMaster.isThere
  }()

  private static let postfixMaster = InstalledTool("master", more: ["/usr/lib/postfix/sbin", "/usr/libexec/postfix"])

  /// Postfix: smtps at `port`, SMTP with STARTTLS at `otherPort`. Its queue lies in the bench and stays empty.
  static func postfix(_ bench: Workbench) throws -> RealServer {
    let (port, otherPort) = (try FreePort.find(), try FreePort.find())
    let folder = bench.folder.path
    let install = InstalledTool("install")
    try bench.must(install, "-d -m 755 conf queue queue/pid .")
    try bench.must(install, "-d -o postfix -m 700 queue/private data")
    try bench.must(install, "-d -o postfix -g postdrop -m 710 queue/public")
    let daemons = try #require(postfixMaster.path).split(separator: "/").dropLast().joined(separator: "/")
    let settings = """
      compatibility_level = 3.6
      queue_directory = \(folder)/queue
      data_directory = \(folder)/data
      daemon_directory = /\(daemons)
      inet_protocols = ipv4
      myhostname = www.example.org
      mydestination =
      alias_maps =
      local_recipient_maps =
      smtpd_tls_chain_files = \(folder)/www.key, \(folder)/www-fullchain.crt
      smtpd_tls_security_level = may
      smtpd_peername_lookup = no

      """
    try bench.folder.write(settings, to: "conf/main.cf")
    let services = """
      127.0.0.1:\(otherPort) inet n - n - - smtpd
      127.0.0.1:\(port) inet n - n - - smtpd -o smtpd_tls_wrappermode=yes
      tlsmgr unix - - n 1000? 1 tlsmgr
      anvil unix - - n - 1 anvil

      """
    try bench.folder.write(services, to: "conf/master.cf")
    return RealServer(postfixMaster, in: bench, "-d -c \(folder)/conf", port: port, otherPort: otherPort)
  }
}

// MARK: - Telephony

extension RealServer {
  static let coturn = InstalledTool("turnserver")

  /// Whether there is Kamailio with its module for TLS.
  static let hasKamailio: Bool = {
    guard kamailio.isThere else { return false }
    let folders = ["/usr/lib", "/usr/local/lib"].flatMap { folder in
      [folder] + Disk.names(in: folder).map { "\(folder)/\($0)" }
    }
    let hasModule = folders.contains { Disk.status("\($0)/kamailio/modules/tls.so") != nil }
    if !hasModule { InstalledTool.sayAloud("skipped: no tls module of kamailio") }
    return hasModule
  }()

  private static let kamailio = InstalledTool("kamailio")

  /// Kamailio: SIP over TLS; callers must show a certificate of `root` where they are asked to.
  static func kamailio(_ bench: Workbench, asksCallers: Bool) throws -> RealServer {
    let port = try FreePort.find()
    let folder = bench.folder.path
    let settings = """
      #!KAMAILIO
      debug=0
      enable_tls=yes
      listen=tls:127.0.0.1:\(port)
      children=1
      tcp_children=1
      auto_aliases=no
      dns=no
      rev_dns=no
      loadmodule "sl.so"
      loadmodule "tls.so"
      modparam("tls", "certificate", "\(folder)/www-fullchain.crt")
      modparam("tls", "private_key", "\(folder)/www.key")
      modparam("tls", "ca_list", "\(folder)/root.crt")
      modparam("tls", "tls_method", "TLSv1.2+")
      modparam("tls", "verify_certificate", \(asksCallers ? 1 : 0))
      modparam("tls", "require_certificate", \(asksCallers ? 1 : 0))
      request_route { sl_send_reply("200", "OK"); }

      """
    try bench.folder.write(settings, to: "kamailio.cfg")
    return RealServer(kamailio, in: bench, "-f kamailio.cfg -DD -E -m 32 -M 8 -Y \(folder)", port: port)
  }

  /// coturn: TURN over TLS.
  static func coturn(_ bench: Workbench) throws -> RealServer {
    let (port, otherPort) = (try FreePort.find(), try FreePort.find())
    let words = [
      "-n --listening-ip 127.0.0.1 --listening-port \(otherPort) --tls-listening-port \(port) --no-udp --no-dtls",
      "--cert www-fullchain.crt --pkey www.key --no-cli --no-auth --log-file stdout --pidfile turn.pid --userdb turn.db",
    ]
    return RealServer(coturn, in: bench, words.joined(separator: " "), port: port)
  }
}

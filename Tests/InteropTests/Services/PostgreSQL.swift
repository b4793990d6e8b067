import Glibc
import TestKit
import Testing

/// A PostgreSQL server for one test: its own data, its own port of loopback, TLS with client certificates.
struct PostgreSQL {
  private let folder: TemporaryFolder
  let port: UInt16

  /// Where initdb, postgres and pg_isready lie together; nil where they do not.
  static let programs: String? = {
    let debian = "/usr/lib/postgresql"
    let places = Disk.names(in: debian).reversed().map { "\(debian)/\($0)/bin" } + ["/usr/bin", "/usr/local/bin"]
    return places.first { place in
      ["initdb", "postgres", "pg_isready"].allSatisfy { Disk.status("\(place)/\($0)") != nil }
    }
  }()

  /// Whether a server can be had here: PostgreSQL, and, for root, whom it refuses to serve, a user to run it as.
  static let isThere: Bool = {
    let hasPrograms = programs != nil && Tools.psql.isThere && Tools.timeout.isThere
    if programs == nil { InstalledTool.sayAloud("skipped: no PostgreSQL server") }
    guard hasPrograms, getuid() == 0 else { return hasPrograms }
    let hasUser = (try? InstalledTool("id").program().run(["postgres"]))?.status == 0
    if !hasUser { InstalledTool.sayAloud("skipped: no user postgres to run PostgreSQL as") }
    return hasUser && Tools.setpriv.isThere
  }()

  /// Makes the server's data beside copies of the certificates in `bench`: dbserver and dbca, as the guide names them.
  init(_ bench: Workbench) throws {
    folder = try TemporaryFolder()
    port = try FreePort.find()
    for name in ["dbserver.crt", "dbserver.key", "dbca.crt"] {
      try folder.write(bench.folder.bytes(name), to: name, mode: 0o600)
    }
    try folder.write("hostssl all all 127.0.0.1/32 cert clientcert=verify-full\n", to: "pg_hba.conf")
    if getuid() == 0 {
      let given = try InstalledTool("chown").program().run(["-R", "postgres:", folder.path])
      try #require(given.status == 0, "\(given)")
    }
    let words = ["-D", folder.path("data"), "-U", "postgres", "-A", "reject", "--no-sync", "--no-locale", "-E", "UTF8"]
    let (path, arguments) = try command("initdb", words)
    let made = try Program(path, folder: folder.path).run(arguments)
    try #require(made.status == 0, "\(made)")
  }

  /// Runs a server while the body talks to it.
  static func serve(_ bench: Workbench, _ body: (PostgreSQL) throws -> Void) throws {
    let server = try PostgreSQL(bench)
    try server.serve { try body(server) }
  }

  private func serve(_ body: () throws -> Void) throws {
    var settings = [
      "listen_addresses=127.0.0.1", "port=\(port)", "unix_socket_directories=\(folder.path)", "fsync=off", "ssl=on",
      "hba_file=\(folder.path("pg_hba.conf"))", "max_connections=10", "shared_buffers=1MB",
    ]
    settings += ["ssl_cert_file=dbserver.crt", "ssl_key_file=dbserver.key", "ssl_ca_file=dbca.crt"].map { setting in
      let parts = setting.split(separator: "=").map(String.init)
      return "\(parts[0])=\(folder.path(parts[1]))"
    }
    let (path, arguments) = try command(
      "postgres", ["-D", folder.path("data")] + settings.flatMap { ["-c", $0] })
    let server = Server(program: Program(path, folder: folder.path), arguments: arguments, end: SIGINT)
    let asking = Program("\(try #require(Self.programs))/pg_isready")
    try server.serve(
      isReady: { try asking.run(["-q", "-h", "127.0.0.1", "-p", "\(port)"]).status == 0 }, body)
  }

  /// A program of PostgreSQL with its words, as the user that it may run as.
  private func command(_ name: String, _ words: [String]) throws -> (String, [String]) {
    let path = "\(try #require(Self.programs))/\(name)"
    guard getuid() == 0 else { return (path, words) }
    let user = ["--reuid=postgres", "--regid=postgres", "--clear-groups", path]
    return (try #require(Tools.setpriv.path), user + words)
  }

  /// Asks the server for 6 times 7, over TLS, with the settings of a connection.
  func ask(_ bench: Workbench, host: String = "server01.example.com", _ settings: String) throws -> Program.Result {
    let fixed = "hostaddr=127.0.0.1 port=\(port) user=postgres dbname=postgres sslmode=verify-full connect_timeout=10"
    let words = ["\(fixed) host=\(host) \(settings)", "--no-psqlrc", "-At", "-c", "select 6 * 7"]
    return try Tools.psql.program(folder: bench.folder.path, environment: ["HOME": bench.folder.path]).run(words)
  }
}

import Glibc

/// A TLS server: the real `openssl s_server` on a port of 127.0.0.1 that the system chose. It ends with the last reference
/// to it, and by itself after two minutes.
package final class SecureServer: Sendable {
  /// Where it listens.
  package let port: UInt16
  private let process: pid_t
  private let program: Program
  private let streams: TemporaryFolder

  /// Why there is none.
  package struct NotReady: Error, CustomStringConvertible {
    /// The words.
    package let description: String
  }

  /// A server with these words behind `openssl s_server`, in a folder of certificates and keys.
  package init(_ words: String, in folder: TemporaryFolder) throws {
    streams = try TemporaryFolder()
    var program = InstalledTool("timeout").program(folder: folder.path)
    program.secondsAllowed = 15
    self.program = program
    let openssl = InstalledTool("openssl").path ?? "openssl"
    let arguments =
      ["--kill-after=5", "120", openssl, "s_server", "-accept", "127.0.0.1:0", "-www"]
      + words.split(separator: " ").map(String.init)
    process = try program.start(
      arguments, input: "/dev/null", output: streams.path("out"), errors: streams.path("err"))
    port = try SecureServer.port(streams)
  }

  deinit {
    kill(process, SIGTERM)
    _ = program.wait(for: process)
  }

  /// What the server says once it listens: "ACCEPT 127.0.0.1:4433".
  private static func port(_ streams: TemporaryFolder) throws -> UInt16 {
    for _ in 0..<4_000 {
      for line in try streams.text("out").split(separator: "\n") where line.hasPrefix("ACCEPT ") {
        if let port = line.split(separator: ":").last.flatMap({ UInt16($0) }) { return port }
      }
      usleep(5_000)
    }
    throw NotReady(description: "openssl s_server is not ready: \(try streams.text("err"))")
  }
}

import Foundation
import Platform
import Testing

@testable import OpenSSL

/// A folder of its own where the real `openssl` program works; gone with the last test that holds it.
final class Workshop: Sendable {
  let folder: URL

  init() throws {
    try Library.start()
    folder = FileManager.default.temporaryDirectory.appending(path: "pki-openssl-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// What became of a run.
  struct Run {
    let status: Int32
    let output: [UInt8]
    let errors: String
    var text: String { String(decoding: output, as: UTF8.self) }
  }

  /// Runs `openssl` in the folder, words separated by spaces.
  func run(_ words: String, input: [UInt8] = []) throws -> Run {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["openssl"] + words.split(separator: " ").map { String($0) }
    process.currentDirectoryURL = folder
    // The stored environment may point to another configuration.
    process.environment = ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"]
    let (standardInput, output, errors) = (Pipe(), Pipe(), folder.appending(path: "stderr-\(UUID().uuidString)"))
    try Data().write(to: errors)
    process.standardInput = standardInput
    process.standardOutput = output
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    try standardInput.fileHandleForWriting.write(contentsOf: Data(input))
    try standardInput.fileHandleForWriting.close()
    let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    let text = String(decoding: try FileHandle(forReadingFrom: errors).readToEnd() ?? Data(), as: UTF8.self)
    return Run(status: process.terminationStatus, output: [UInt8](bytes), errors: text)
  }

  /// The output of a run that must succeed.
  @discardableResult
  func openssl(_ words: String, input: [UInt8] = []) throws -> [UInt8] {
    let run = try run(words, input: input)
    try #require(run.status == 0, "openssl \(words): \(run.errors)")
    return run.output
  }

  func write(_ name: String, _ bytes: [UInt8]) throws {
    try Data(bytes).write(to: folder.appending(path: name))
  }

  func write(_ name: String, _ text: String) throws { try write(name, Array(text.utf8)) }

}

extension Secret {
  /// A passphrase of a test.
  init(_ text: String) { self.init(copying: Array(text.utf8)) }
}

/// The private part of a test's key, to be compared.
func bytes(_ secret: borrowing Secret) -> [UInt8] { secret.encoding }

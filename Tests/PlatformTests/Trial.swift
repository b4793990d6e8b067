import Glibc
@testable import Platform
import TestKit
import Testing

/// A folder for one test, removed with everything in it.
final class Trial: Sendable {
  let path: String
  let folder: Folder
  private let isOwn: Bool

  init(at parent: String = "/tmp") throws {
    var template = Array("\(parent)/pki-platform-XXXXXX".utf8CString)
    path = unsafe template.withUnsafeMutableBufferPointer { buffer in
      guard let start = buffer.baseAddress, unsafe mkdtemp(start) != nil else { return "" }
      return unsafe String(cString: start)
    }
    folder = try Folder(path)
    isOwn = true
  }

  /// The folder of another process, which removes it.
  init(existing path: String) throws {
    self.path = path
    folder = try Folder(path)
    isOwn = false
  }

  deinit { if isOwn { remove() } }

  func remove() { Disk.remove(path) }

  func make(_ name: String, _ text: String = "old", mode: mode_t = 0o644) throws {
    let file = unsafe open("\(path)/\(name)", O_WRONLY | O_CREAT | O_EXCL, 0o600)
    try #require(file >= 0)
    defer { close(file) }
    unsafe try #require(write(file, text, text.utf8.count) == text.utf8.count)
    try #require(fchmod(file, mode) == 0)
  }

  func text(_ name: String) throws -> String {
    String(decoding: try folder.read(name, limit: 1 << 20), as: UTF8.self)
  }

  func mode(_ name: String) throws -> UInt32 { try #require(try folder.permissions(of: name)) }

  /// Every name in the folder, hidden ones too, so that nothing left behind goes unseen.
  var names: [String] { Disk.names(in: path) }
}

/// Says aloud that a test could not be made here.
func passedOver(_ reason: String) {
  Output.standardError.write("passed over: \(reason)\n")
}

/// Whether the tests run as root, who may mount, and whom permissions do not stop.
let isRoot = geteuid() == 0

extension [UInt8] {
  init(_ text: String) { self = Array(text.utf8) }
}

/// A pipe whose ends never wait.
func hastyPipe() -> [Int32] {
  var ends: [Int32] = [0, 0]
  unsafe pipe(&ends)
  for end in ends { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
  return ends
}

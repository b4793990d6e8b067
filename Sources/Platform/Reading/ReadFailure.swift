/// Why the bytes of a file could not be had.
package enum ReadFailure: Error, Hashable {
  /// The system refused.
  case system(SystemError)
  /// The path names a folder.
  case isFolder(String)
  /// The path names a device: reading it may never end.
  case isDevice(String)
  /// The path names a socket.
  case isSocket(String)
  /// The file holds more than `limit` bytes.
  case overLimit(String, limit: Int)

  /// The path that was asked for.
  package var path: String {
    switch self {
    case .system(let error): error.object
    case .isFolder(let path), .isDevice(let path), .isSocket(let path), .overLimit(let path, _): path
    }
  }

  /// The reason alone, without the path.
  package var reason: String {
    switch self {
    case .system(let error): "cannot \(error.operation): \(error.reason)"
    case .isFolder: "this is a folder, not a file"
    case .isDevice: "this is a device, not a file"
    case .isSocket: "this is a socket, not a file"
    case .overLimit(_, let limit): "this is larger than \(limit) bytes"
    }
  }

  /// Path and reason: "certs: this is a folder, not a file".
  package var message: String { "\(path): \(reason)" }
}

/// A question to a server (RFC 9112 §3): one for each connection.
struct HTTPRequest {
  /// The request as it goes over the line.
  let bytes: [UInt8]

  /// GET, or POST of an OCSP request.
  init(_ url: HTTPURL, posting body: [UInt8]? = nil) {
    var lines = [
      "\(body == nil ? "GET" : "POST") \(url.target) HTTP/1.1", "Host: \(url.authority)", "User-Agent: pki",
      "Accept: */*",
      "Accept-Encoding: identity", "Connection: close",
    ]
    if let body {
      lines += ["Content-Type: application/ocsp-request", "Content-Length: \(body.count)"]
    }
    bytes = Array((lines + ["", ""]).joined(separator: "\r\n").utf8) + (body ?? [])
  }
}

package import Console
package import PKICore
import Platform

/// What is known of revocation, and how much of it must be.
package struct RevocationOptions: OptionGroup {
  /// Files and folders of revocation lists.
  package var lists: [String] = []
  /// Files of OCSP responses.
  package var responses: [String] = []
  /// Which certificates must be known good; nil is worked out from what is given.
  package var mode: RevocationMode?

  /// Nobody looks.
  package init() {}

  package static let options: [Option<Self>] = [
    .list("crl", \.lists, "FILE|DIR", "revocation lists: complete, delta or indirect", completion: .files),
    .list("ocsp-response", \.responses, "FILE", "an OCSP response", completion: .files),
    .value(
      "revocation", \.mode, "MODE",
      "who must be known not to be revoked: if-known warns of the unknown, require asks it of all below the anchor",
      initially: "if-known where there is evidence, else off"),
  ]

  /// The options as they are written on the command line.
  var words: [String] {
    lists.flatMap { ["--crl", $0] } + responses.flatMap { ["--ocsp-response", $0] }
      + (mode.map { ["--revocation", $0.rawValue] } ?? [])
  }

  /// Throws options that contradict each other: evidence that nobody would look at.
  func validate() throws(UsageError) {
    guard mode == .off, let option = lists.isEmpty ? (responses.isEmpty ? nil : "--ocsp-response") : "--crl" else {
      return
    }
    throw UsageError(
      "--revocation off and \(option) contradict each other", hint: "leave one of them out")
  }

  /// The evidence, read. Throws what is none: a check never becomes milder than it was asked for.
  ///
  /// Where evidence may also be fetched, what is known is looked at as if some were given.
  func request(in world: World, mayFetch: Bool = false) throws(PKIError) -> RevocationRequest {
    var request = RevocationRequest()
    request.mode = mode ?? (lists.isEmpty && responses.isEmpty && !mayFetch ? .off : .ifKnown)
    for path in lists { request.lists += try world.revocationLists(path) }
    for path in responses {
      let response = try world.material(path).ocspResponse()
      request.responses.append(RevocationRequest.GivenResponse(response, source: path))
    }
    return request
  }
}

extension RevocationMode: Choice {}

extension World {
  /// The revocation lists of a file, or of the files of a folder; throws where there is none.
  func revocationLists(_ path: String) throws(PKIError) -> [RevocationRequest.GivenList] {
    guard path != "-", (try? folder.kind(of: path)) == .folder else {
      return try lists(in: material(path))
    }
    var found: [RevocationRequest.GivenList] = []
    for input in inputs([path], recursive: false) {
      if let error = input.error { throw error }
      let material = try material(input.path)
      guard material.items.contains(where: { $0.kind == .revocationList }) else { continue }
      found += try lists(in: material)
    }
    guard !found.isEmpty else { throw PKIError(.content, path, "no file in this folder holds a revocation list") }
    return found
  }

  private func lists(in material: Material) throws(PKIError) -> [RevocationRequest.GivenList] {
    try material.revocationLists().map { RevocationRequest.GivenList($0, source: material.source) }
  }
}

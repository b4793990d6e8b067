import Console
import PKICore
import Platform
import Vocabulary

// The answers of a whole folder, or of a list.

/// An answer of the folder, with the requests that it fits.
private struct FoundAnswer: Sendable {
  let file: String
  let leaf: Certificate
  let requests: [WaitingRequest]
}

extension CompleteCommand {
  /// Matches every answer of a folder or a list with a request of the store.
  func completeMany(in world: World) throws(PKIError) -> Answer {
    let places = try ManifestPlaces(in: world)
    let waiting = WaitingRequests(places, in: world)
    var pool: [Certificate] = []
    var answers: [FoundAnswer] = []
    var failures: [(file: String, error: PKIError)] = []
    for input in world.inputs(try many.operands(folder.map { [$0] } ?? [], in: world), recursive: false) {
      do throws(PKIError) {
        if let error = input.error { throw error }
        let certificates = try world.certificates(in: input, passin: passin)
        pool += certificates
        answers += CompleteCommand.answers(in: certificates, input.path, waiting)
      } catch {
        failures.append((input.path, error))
      }
    }
    answers = CompleteCommand.withoutDuplicates(answers)
    guard !answers.isEmpty || !failures.isEmpty else {
      throw PKIError(
        .content, ([folder].compactMap { $0 } + many.lists).joined(separator: " "),
        "no file \(folder == nil ? "of this list" : "in this folder") holds a certificate that answers a request")
    }
    let (found, failed, others) = (many.shard.of(answers), failures, pool + world.storeCertificates)
    let notes = places.notes
    return Answer(
      count: found.count + failed.count, inParallel: false,
      source: { $0 < found.count ? found[$0].file : failed[$0 - found.count].file }
    ) { index, _ in
      var answer: Outcome
      if index < found.count {
        do throws(PKIError) {
          answer = try outcome(of: found[index], places, others, in: world)
        } catch {
          answer = Outcome(source: found[index].file, error: error)
        }
      } else {
        answer = Outcome(source: failed[index - found.count].file, error: failed[index - found.count].error)
      }
      if index == 0 { answer.notes = notes + answer.notes }
      return answer
    }
  }

  /// What a file answers: the certificates whose key a request has; if there is none, its leaf, unless that is a CA.
  private static func answers(
    in certificates: [Certificate], _ file: String, _ waiting: WaitingRequests
  ) -> [FoundAnswer] {
    var answers: [FoundAnswer] = []
    for certificate in certificates {
      let fitting = waiting.of(certificate.publicKey)
      if !fitting.isEmpty { answers.append(FoundAnswer(file: file, leaf: certificate, requests: fitting)) }
    }
    guard answers.isEmpty, let leaf = ChainHead(certificates)?.leaf,
      !((try? leaf.basicConstraints)?.isCA ?? leaf.isSelfIssued)
    else { return answers }
    return [FoundAnswer(file: file, leaf: leaf, requests: [])]
  }

  /// Each certificate once, and for each request the newest of them.
  private static func withoutDuplicates(_ answers: [FoundAnswer]) -> [FoundAnswer] {
    var seen: Set<Certificate> = []
    let single = answers.filter { seen.insert($0.leaf).inserted }
    var newest: [String: FoundAnswer] = [:]
    for one in single {
      guard let file = one.requests.first?.file else { continue }
      if newest[file].map({ one.isNewer(than: $0) }) ?? true { newest[file] = one }
    }
    // Several requests with one key may each have an answer of the same age.
    return single.filter { one in
      guard let first = one.requests.first, let best = newest[first.file] else { return true }
      return !best.isNewer(than: one)
    }
  }

  private func outcome(
    of answer: FoundAnswer, _ places: ManifestPlaces, _ others: [Certificate], in world: World
  ) throws(PKIError) -> Outcome {
    guard !answer.requests.isEmpty else { return try unmatched(answer, places, in: world) }
    // Of several requests with one key those are meant that the manifest names, and of these the one that asks for
    // just this.
    let named = answer.requests.filter { $0.keyFile != nil }
    var fitting = named.isEmpty ? answer.requests : named
    if fitting.count > 1 {
      fitting = fitting.filter { waiting in
        guard let asked = try? Statement(waiting.request, file: waiting.file) else { return false }
        return !Difference(from: asked, to: Statement(answer.leaf)).isEssential
      }
    }
    guard fitting.count == 1, let one = fitting.first else {
      let files = answer.requests.map(\.file).joined(separator: ", ")
      throw PKIError(
        .refused, answer.file, "\(answer.requests.count) requests have this key: \(files)",
        hint: "say which is meant: pki complete \(answer.requests[0].file) \(answer.file)")
    }
    let completion = try IssuedAnswer(of: one.request, file: one.file, among: [answer.leaf], others: others)
    guard let completion else {
      throw mismatch(answer.file, "it is not for \(one.file)", answer.leaf.publicKey, in: world)
    }
    var own = self
    own.keyFile = one.keyFile.flatMap { world.isFile($0) ? $0 : nil }
    var outcome = try own.outcome(of: completion, to: one.request, StorePath(one.file), in: world)
    outcome.standsApart = true
    outcome.fields.insert(Field("answer_file", "Answer", .text(answer.file)), at: 1)
    return outcome
  }

  /// An answer without a request: installed already, one whose request is gone, or nobody's.
  private func unmatched(
    _ answer: FoundAnswer, _ places: ManifestPlaces, in world: World
  ) throws(PKIError) -> Outcome {
    let holders = world.storeFiles.filter { path in
      ((try? world.certificates(path, passin: nil)) ?? []).first == answer.leaf
    }
    // Of a certificate and its full chain the first has the shorter name.
    guard let installed = holders.min(by: { ($0.utf8.count, $0) < ($1.utf8.count, $1) }) else {
      if let place = places[answer.leaf.publicKey].first {
        throw PKIError(
          .refused, answer.file,
          "\(Manifest.file) says that \(place.request) asked for it, and that is not in the store",
          hint: "bring it back, or put the certificate beside \(place.key) with pki import \(answer.file)")
      }
      throw mismatch(answer.file, "no request of the store asks for it", answer.leaf.publicKey, in: world)
    }
    var outcome = Outcome(source: answer.file)
    outcome.standsApart = true
    outcome.fields = [
      .said(Line("\(answer.file) is installed already as \(installed)")), Field("certificate_file", .text(installed)),
    ]
    return outcome
  }
}

extension FoundAnswer {
  fileprivate func isNewer(than other: FoundAnswer) -> Bool {
    guard let mine = leaf.notBefore.instant, let its = other.leaf.notBefore.instant else { return false }
    return mine > its
  }
}

extension World {
  /// The certificates of a file; none where it was found in a folder and holds nothing of ours. Throws what is damaged.
  fileprivate func certificates(in input: Input, passin: PassphraseInput) throws(PKIError) -> [Certificate] {
    let material = try material(input.path, passin: passin.source)
    guard !input.isFound || material.items.contains(where: { [.certificate, .pkcs7, .pkcs12].contains($0.kind) }) else {
      return []
    }
    return try material.certificates()
  }
}

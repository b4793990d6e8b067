import Vocabulary

extension CheckRule {
  /// The certificates that are handed out beside the leaf: the order of the file, what is missing, what is too much.
  static let chain: [CheckRule] = [
    .certificate(
      "chain.missing", "RFC 5246 §7.4.2", CheckSeverity.error,
      asks: "Every intermediate certificate of the path is handed out with the leaf.",
      fix: "put it into the file, behind what it signed"
    ) { view in
      guard view.handsOutChain, let path = view.path, path.isAnchored else { return [] }
      return path.certificates.enumerated().dropFirst().dropLast().filter { !view.presented.contains($0.element) }
        .map { depth, certificate in
          let name = certificate.subject.shortText
          return CheckEvidence(
            PresentedChain.notSent(name, signed: path.certificates[depth - 1]), depth: depth, subject: name)
        }
    },
    .certificate(
      "chain.order", "RFC 5246 §7.4.2", CheckSeverity.warning,
      asks: "Certificates are handed out in the order of issue, leaf first.", fix: "put them in that order"
    ) { view in
      let wanted = PresentedChain(view.leaf, view.presented).links
      let found = view.presented.withoutDuplicates.filter(wanted.contains)
      guard let place = found.indices.first(where: { found[$0] != wanted[$0] }) else { return [] }
      let name = wanted[place].subject.shortText
      return [
        CheckEvidence(
          "The certificates are sent in the wrong order (number \(place + 1, as: "i") should be \(name, as: "cn")); some clients fail.",
          depth: nil, line: view.line(of: found[place]))
      ]
    },
    .certificate(
      "chain.duplicate", "RFC 5246 §7.4.2", CheckSeverity.info, asks: "No certificate is handed out twice.",
      fix: "take one of them out"
    ) { view in
      var seen: Set<Certificate> = []
      return view.presented.filter { !seen.insert($0).inserted }.withoutDuplicates.map { certificate in
        let name = certificate.subject.shortText
        return CheckEvidence(
          "The server sends \(name, as: "cn") twice.", depth: nil, line: view.lastLine(of: certificate), subject: name)
      }
    },
    .certificate(
      "chain.extra", "RFC 5246 §7.4.2", CheckSeverity.warning,
      asks: "No certificate is handed out that does not belong to the chain.", fix: "take it out of the file"
    ) { view in
      let links = PresentedChain(view.leaf, view.presented).links + (view.path?.certificates ?? [])
      return view.presented.withoutDuplicates.filter { !links.contains($0) }.map { certificate in
        let name = certificate.subject.shortText
        return CheckEvidence(
          "The server sends \(name, as: "cn"), which does not belong to the chain.", depth: nil,
          line: view.line(of: certificate),
          subject: name)
      }
    },
    .certificate(
      "chain.many", "CMS 3.8 App C", CheckSeverity.warning, asks: "At most ten certificates are handed out.",
      fix: "hand out the chain alone"
    ) { view in
      guard view.presented.count > 10 else { return [] }
      return [
        CheckEvidence(
          "The server sends \(view.presented.count, as: "n") certificates (\(view.presentedKiB, as: "k") KiB); handshakes become slow.",
          depth: nil)
      ]
    },
    .certificate(
      "chain.long", "CMS 3.8 App C", CheckSeverity.info,
      asks: "At most four certificates and 8 KiB are handed out.", fix: "leave out the root, and what is not needed"
    ) { view in
      let octets = view.presented.reduce(0) { $0 + $1.der.count }
      guard view.handsOutChain, view.presented.count <= 10, view.presented.count > 4 || octets > 8 << 10 else {
        return []
      }
      return [
        CheckEvidence(
          "The chain has \(view.presented.count) certificates (\(view.presentedKiB) KiB): each handshake carries them.",
          depth: nil)
      ]
    },
  ]
}

extension CheckView {
  /// Whether more than the leaf is at hand, or a server sent all it sends: then what is missing is missing.
  fileprivate var handsOutChain: Bool { presented.count > 1 || context.target != .file }

  fileprivate var presentedKiB: Int { (presented.reduce(0) { $0 + $1.der.count } + 1_023) >> 10 }
}

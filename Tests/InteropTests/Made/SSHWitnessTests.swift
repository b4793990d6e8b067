import TestKit
import Testing

/// ssh-keygen reads the keys, and finds the same ones in the certificates.
@Suite(.enabled(if: Tools.areThere && Tools.sshKeygen.isThere)) struct SSHWitnessTests {
  @Test(arguments: KeyKind.all.filter { $0.sshName != nil }) func theSameKeyEverywhere(_ kind: KeyKind) throws {
    let store = try MadeStore(kind)
    let bench = store.bench
    let line = try bench.must(Tools.sshKeygen, "-y -f k.key").text
    #expect(line.hasPrefix("\(kind.sshName ?? "") "))
    for document in MadeStore.Document.allCases where document != .signed {
      let name = document == .request ? "req" : "x509"
      let key = try bench.opensslMust("\(name) -in \(document.rawValue) -noout -pubkey")
      try bench.folder.write(key.output, to: "public.pem")
      #expect(try bench.must(Tools.sshKeygen, "-i -m PKCS8 -f public.pem").text == line, "\(document)")
    }
  }
}

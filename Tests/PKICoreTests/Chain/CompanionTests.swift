import PKICore
import Testing

@Suite("What comes with a certificate")
struct CompanionTests {
  @Test("serves that certificate alone, whoever is verified before and after")
  func isKeptApart() throws {
    let draft = try ChainDraft()
    let (leaf, intermediate) = (try draft.leaf.certificate(), try draft.intermediate.certificate())
    let verifier = Verifier(TrustPool(anchors: [try draft.root.certificate()]), asking: draft.request)
    for _ in 0..<2 {
      #expect(!verifier.verify(leaf).isGood)
      #expect(verifier.verify(leaf, companions: [intermediate]).isGood)
    }
  }
}

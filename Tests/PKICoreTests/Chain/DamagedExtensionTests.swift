import Testing
import Vocabulary

@testable import PKICore

/// A rule that cannot read an extension finds no fault: `ext.damaged` must then name it, or what nobody can read would
/// bind nobody.
@Suite("Damaged extensions")
struct DamagedExtensionTests {
  /// Every extension that a verdict turns on.
  static let identifiers = CertificateShape.judged.sorted { $0.description < $1.description }
  /// Cut short, of another type, with nothing in it, and longer than it says.
  private static let values: [[UInt8]] = [[0x30, 0x05, 0x01], [0x05, 0x00], [], [0x30, 0x00, 0x00]]

  @Test("are errors in every profile, wherever they stand", arguments: identifiers)
  func damage(_ identifier: ObjectIdentifier) throws {
    for value in DamagedExtensionTests.values {
      for depth in 0...2 {
        var draft = try ChainDraft()
        switch depth {
        case 0: draft.leaf.set(identifier, value)
        case 1: draft.intermediate.set(identifier, value)
        default: draft.root.set(identifier, value)
        }
        for profile in Profile.allCases {
          let path = try draft.verification(profile).path
          let what = "\(identifier.extensionName) \(value) at \(depth) under \(profile)"
          #expect(path.errors.contains { $0.code == "ext.damaged" && $0.depth == depth }, "\(what)")
        }
      }
    }
  }

  /// No path is taken or refused for it, so what everybody can read all the same is a matter of shape.
  @Test("about where issuers are to be had are errors where nobody can read them", arguments: Profile.allCases)
  func access(_ profile: Profile) throws {
    for value in DamagedExtensionTests.values {
      var draft = try ChainDraft()
      draft.leaf.set(.authorityInformationAccess, value)
      let faults = try draft.verification(profile).path.faults
      let isLax = value == [0x30, 0x00, 0x00]
      let found = faults.first { $0.code == (isLax ? "ext.encoding" : "ext.damaged") }
      #expect(found?.severity == (isLax ? RuleSeverity.strict(profile) : .error), "\(value): \(faults.map(\.code))")
    }
  }

  @Test("are named for every rule that could not be asked")
  func unreadable() throws {
    for identifier in DamagedExtensionTests.identifiers {
      var draft = try ChainDraft()
      draft.leaf.set(identifier, [0x05, 0x00])
      var request = draft.request
      request.identities = [.host("www.example.com")]
      for profile in Profile.allCases {
        request.profile = profile
        let pool = TrustPool(anchors: [try draft.root.certificate()], untrusted: [try draft.intermediate.certificate()])
        let found = Verifier(pool, asking: request).verify(try draft.leaf.certificate(), explained: true)
        for attempt in found.explanation?.attempts ?? [] {
          guard case .judged(let judgement) = attempt.end else { continue }
          let isUnreadable = judgement.steps.contains { if case .unreadable = $0.answer { true } else { false } }
          #expect(!isUnreadable || found.path.errors.contains { $0.code == "ext.damaged" })
        }
      }
    }
  }
}

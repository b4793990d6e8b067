import TestKit
import Testing
import Vocabulary

@testable import PKICore

/// The CAs that everyone trusts, with all their oddities of twenty years: what works is no error.
@Suite struct PublicRootTests {
  private static let place = "/etc/ssl/certs/ca-certificates.crt"

  private static let roots: [Certificate] = {
    guard let bytes = try? Disk.read(place),
      let material = try? MaterialReader().read(bytes, name: place), let roots = try? material.certificates()
    else {
      InstalledTool.sayAloud("skipped: no \(place)")
      return []
    }
    return roots
  }()

  /// The only error of a root is that it is over; and where that is said, it is.
  @Test(.enabled(if: !roots.isEmpty), arguments: [Profile.cms, .sip]) func aRootIsNoErrorUntilItEnds(
    _ profile: Profile
  ) throws {
    for root in Self.roots {
      let end = try #require(root.notAfter.instant)
      for (instant, wanted) in [(end.adding(days: -60), []), (end.adding(seconds: 1), ["time.expired"])] {
        var request = CheckRequest(instant: instant)
        request.verification.profile = profile
        let found = try #require(Check(request).run(CheckSubject(source: "root.crt", certificates: [root])))
        let errors = found.findings.filter { $0.severity == .error }
        #expect(errors.map(\.code) == wanted, "\(root.subject.shortText): \(errors.map(\.message))")
      }
    }
  }
}

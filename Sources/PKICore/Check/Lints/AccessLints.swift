import Vocabulary

extension PathRule {
  private static let subscriberAccess = "BR §7.1.2.7.7"

  /// Where issuers, OCSP answers and revocation lists are to be had.
  static let accessLints: [PathRule] = access + missingAccess + distribution

  private static let access: [PathRule] = [
    .lint(
      "aia.issuers-not-http", subscriberAccess, .web(.error), .subscriber, .profiles,
      asks: "The issuer's certificate is to be had over plain HTTP.", zlint: ["e_aia_ca_issuers_must_have_http_only"]
    ) { notHTTP($0, [.caIssuersAccess]) },
    .lint(
      "aia.ocsp-not-http", subscriberAccess, .web(.error), .subscriber, .profiles,
      asks: "OCSP answers are to be had over plain HTTP.", zlint: ["e_aia_ocsp_must_have_http_only"]
    ) { notHTTP($0, [.ocspAccess]) },
    .lint(
      "aia.ca-not-http", "BR §7.1.2.10.3", .web(.error), .authority, .profiles,
      asks: "What a certificate authority says of its issuer is to be had over plain HTTP.",
      zlint: ["e_ca_aia_non_http_url"]
    ) { notHTTP($0, [.caIssuersAccess, .ocspAccess]) },
    .lint(
      "aia.other-method", subscriberAccess, .web(.error), .subscriber, .profiles,
      asks: "Authority information access names OCSP answers and issuers, by URI.",
      zlint: ["e_aia_must_contain_permitted_access_method"]
    ) { certificate in
      let other = certificate.shape.authorityInformationAccess?.first {
        ![.ocspAccess, .caIssuersAccess].contains($0.method) || $0.uri == nil
      }
      return other.map {
        "The authority information access of \(certificate.name) has \($0.methodName) \($0.location)."
      }
    },
    .lint(
      "aia.duplicate", subscriberAccess, .web(.error), .subscriber, .profiles,
      asks: "Authority information access names a place once.", zlint: ["e_aia_unique_access_locations"]
    ) { certificate in
      var seen: Set<AccessDescription> = []
      let twice = certificate.shape.authorityInformationAccess?.first { !seen.insert($0).inserted }
      return twice.map { "The authority information access of \(certificate.name) has \($0.location) twice." }
    },
    .lint(
      "aia.issuers-elsewhere", "RFC 5280 §4.2.2.1", .rfc(.warning), .any, .rfc5280,
      asks: "The issuer's certificate is to be had over HTTP or LDAP.", zlint: ["w_ext_aia_access_location_missing"]
    ) { certificate in
      let places = (certificate.shape.authorityInformationAccess ?? []).filter { $0.method == .caIssuersAccess }
      let isReachable = places.contains {
        $0.uri.map { ["http", "https", "ldap", "ldaps"].contains($0.scheme) } ?? false
      }
      return places.isEmpty || isReachable
        ? nil : "The issuer of \(certificate.name) is not to be had over HTTP or LDAP."
    },
    .lint(
      "aia.internal-name", "BR §7.1.2.10.3", .web(.warning), .subscriber, .baseline,
      asks: "The hosts of authority information access are of the public DNS.",
      zlint: ["w_sub_cert_aia_contains_internal_names"]
    ) { certificate in
      for place in certificate.shape.authorityInformationAccess ?? [] {
        guard let host = place.uri?.host, IPAddress.octets(host) == nil, isInternal(HostLabels(host)) else { continue }
        return "The authority information access of \(certificate.name) has the host \(host), which is internal."
      }
      return nil
    },
  ]

  private static func notHTTP(_ certificate: LintedCertificate, _ methods: [ObjectIdentifier]) -> String? {
    let wrong = certificate.shape.authorityInformationAccess?.first {
      methods.contains($0.method) && $0.uri?.isHTTP != true
    }
    return wrong.map {
      "The authority information access of \(certificate.name) has \($0.location); only http:// is understood by all."
    }
  }

  private static let missingAccess: [PathRule] = [
    .lint(
      "aia.missing", "BR §7.1.2.3", .web(.error), .subscriber, .baseline.before(2023, 9, 15),
      asks: "A server certificate says where its issuer and OCSP answers are to be had.",
      zlint: ["e_sub_cert_aia_missing"]
    ) {
      $0.shape.has(.authorityInformationAccess) ? nil : "\($0.name) has no authority information access."
    },
    .lint(
      "aia.no-ocsp", "BR §7.1.2.3", .web(.error), .subscriber, .baseline.before(2023, 7, 15),
      asks: "A server certificate says where OCSP answers are to be had.",
      zlint: ["e_sub_cert_aia_does_not_contain_ocsp_url"]
    ) { lacks($0, .ocspAccess, "OCSP answers") },
    .lint(
      "aia.no-issuers", subscriberAccess, .web(.warning), .subscriber, .baseline.before(2023, 9, 15),
      asks: "A server certificate says where its issuer's certificate is to be had.",
      zlint: ["w_sub_cert_aia_does_not_contain_issuing_ca_url"]
    ) { lacks($0, .caIssuersAccess, "the issuer's certificate") },
    .lint(
      "aia.ca-no-issuers", "BR §7.1.2.10.3", .web(.warning), .subordinate, .baseline.before(2023, 9, 15),
      asks: "A subordinate CA says where its issuer's certificate is to be had.",
      zlint: ["w_sub_ca_aia_does_not_contain_issuing_ca_url"]
    ) { lacks($0, .caIssuersAccess, "the issuer's certificate") },
  ]

  private static func lacks(_ certificate: LintedCertificate, _ method: ObjectIdentifier, _ what: String) -> String? {
    let isThere = certificate.shape.authorityInformationAccess?.contains {
      $0.method == method && $0.uri?.isHTTP == true
    }
    return isThere == true ? nil : "\(certificate.name) does not say where \(what) is to be had over HTTP."
  }

  // MARK: - Revocation lists

  private static let points = "RFC 5280 §4.2.1.13"

  private static let distribution: [PathRule] = [
    .lint(
      "cdp.critical", points, .rfc(.warning), asks: "Distribution points of revocation lists are not critical.",
      zlint: [
        "w_ext_crl_distribution_marked_critical", "e_sub_ca_crl_distribution_points_marked_critical",
        "e_sub_cert_crl_distribution_points_marked_critical",
      ]
    ) {
      $0.shape.criticality(.cRLDistributionPoints) == true ? "The distribution points of \($0.name) are critical." : nil
    },
    .lint(
      "cdp.incomplete", points, .rfc(.error), .any, .rfc5280,
      asks: "A distribution point names a place or who issues the list.", zlint: ["e_distribution_point_incomplete"]
    ) { certificate in
      certificate.distributionPoints?.contains { $0.name == nil && $0.issuer.isEmpty } == true
        ? "A distribution point of \(certificate.name) names neither a place nor an issuer." : nil
    },
    .lint(
      "cdp.no-uri", points, .rfc(.warning), .any, .rfc5280,
      asks: "A distribution point names a place of HTTP or LDAP.", zlint: ["w_distribution_point_missing_ldap_or_uri"]
    ) { certificate in
      let lacking = certificate.distributionPoints?.contains { point in
        guard case .full = point.name else { return false }
        return !point.uris.contains {
          LintedURI($0).map { ["http", "https", "ldap", "ldaps"].contains($0.scheme) } ?? false
        }
      }
      return lacking == true ? "A distribution point of \(certificate.name) names no place of HTTP or LDAP." : nil
    },
    .lint(
      "cdp.no-http", "BR §7.1.2.11.2", .web(.error), .any, .baseline,
      asks: "Revocation lists are to be had over plain HTTP.",
      zlint: [
        "e_sub_ca_crl_distribution_points_does_not_contain_url",
        "e_sub_cert_crl_distribution_points_does_not_contain_url",
      ]
    ) { certificate in
      guard !certificate.isRoot, let points = certificate.distributionPoints else { return nil }
      return points.contains { $0.uris.contains { LintedURI($0)?.isHTTP == true } }
        ? nil : "The distribution points of \(certificate.name) name no http:// URI."
    },
    .lint(
      "cdp.other-scheme", "BR §7.1.2.11.2", .web(.error), .any, .profiles,
      asks: "Revocation lists are to be had over plain HTTP and nothing else.", zlint: ["e_crl_distrib_points_not_http"]
    ) { certificate in
      for uri in certificate.distributionPoints?.flatMap(\.uris) ?? [] where LintedURI(uri)?.isHTTP != true {
        return "A distribution point of \(certificate.name) is \(uri); only http:// is allowed."
      }
      return nil
    },
    .lint(
      "cdp.issuer", "BR §7.1.2.11.2", .web(.error), .any, .profiles,
      asks: "A distribution point has neither issuer nor reasons.", zlint: ["e_crlissuer_must_not_be_present_in_cdp"]
    ) { certificate in
      certificate.distributionPoints?.contains { !$0.issuer.isEmpty || $0.reasons != nil } == true
        ? "A distribution point of \(certificate.name) has an issuer or reasons." : nil
    },
    .lint(
      "cdp.ca-missing", "BR §7.1.2.10.1", .web(.error), .subordinate, .baseline,
      asks: "A subordinate CA says where revocation lists are to be had.",
      zlint: ["e_sub_ca_crl_distribution_points_missing"]
    ) { $0.shape.has(.cRLDistributionPoints) ? nil : "The CA certificate \($0.name) has no distribution points." },
    .lint(
      "cdp.missing", "BR §7.1.2.11.2", .web(.error), .subscriber, .since(2024, 3, 15),
      asks: "A certificate that lives longer than some days says where revocation lists or OCSP answers are to be had.",
      zlint: ["e_missing_crl_distrib_point"]
    ) { certificate in
      let isShort =
        certificate.validSeconds - 1 <= (LintPeriod.since(2026, 3, 15).includes(certificate.begin) ? 7 : 10) * 86_400
      let hasOCSP = certificate.shape.authorityInformationAccess?.contains { $0.method == .ocspAccess } ?? false
      return isShort || hasOCSP || certificate.shape.has(.cRLDistributionPoints)
        ? nil : "\(certificate.name) has neither distribution points nor an OCSP responder."
    },
  ]
}

extension AccessDescription {
  /// Its location, where that is a URI.
  fileprivate var uri: LintedURI? {
    guard case .uri(let text) = location else { return nil }
    return LintedURI(text)
  }
}

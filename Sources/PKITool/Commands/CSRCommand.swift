package import Console
package import PKICore
import Platform
import Vocabulary

/// `pki csr`: a private key and the request for its certificate.
package struct CSRCommand: Command {
  package static let name = "csr"
  package static let summary = "make a private key and a certificate signing request"
  package static let discussion = [
    "Creates NAME.key and NAME.csr. Attributes are written NAME:VALUE in any order: CN OU O L ST C emailAddress "
      + "subjectAltName. A common name that is a host name, an address or an e-mail address is put first among the "
      + "alternative names.",
    "An entry of subjectAltName is told by its form (an address, a@b, scheme:rest, else a host name) or by a word before "
      + "it: DNS: IP: email: URI: UPN: SRV: RID: otherName:OID;UTF8:text.",
    "With --from a row of a table is a request: CSV with a header, a JSON list of objects, or an object a line. Columns are "
      + "the attributes, and name, key_type, for, eku, key_usage, key and set.PARAMETER; ATTRIBUTES and options hold for rows "
      + "that leave them out. All rows are looked at before the first key is made. Then \(Manifest.file) gets a line for each "
      + "that is done. Run again after an interruption, it does what is missing and nothing twice.",
  ]
  package static let group = Group.issue
  package static let operandUsage = [
    Operand("NAME", .optional, "the name of the files, without extension; not with --from", completion: .none),
    Operand(
      "ATTRIBUTE", .any, "CN:host.example.com, O:\"Example Inc.\", subjectAltName:a,b", completion: .words(attributes)),
  ]
  static let attributes = SubjectAttribute.allCases.map { $0.rawValue + ":" }
  package static let options: [Option<Self>] =
    [
      .value("from", \.table, "FILE", "a request for each row of a table; - is standard input"),
      ManyOptions.shardOption.at(\.many),
    ]
    + KeyOptions.options.map { $0.at(\.key) } + RoleOptions.options.map { $0.at(\.roles) }
    + [
      .value(
        "eku", \.extendedKeyUsage, "LIST", "extended key usages to ask for, names or identifiers",
        initially: "serverAuth,clientAuth, or what the roles need"),
      .value(
        "key-usage", \.keyUsage, "LIST", "key usages to ask for",
        initially: "digitalSignature and, for RSA, keyEncipherment"),
      .optionalValue(
        "ms-template", \.template, "NAME", whenBare: "WebServer", "ask for the Microsoft certificate template NAME"),
      .flag("must-staple", \.mustStaple, "ask for a certificate that demands a stapled OCSP response"),
      .flag("no-cn-in-san", \.leavesOutCommonName, "do not put the common name among the alternative names"),
      .value("out-form", \.form, "FORM", "the form of the request"),
    ]
    + PassphraseInput.options.map { $0.at(\.passin) } + PassphraseOutput.options.map { $0.at(\.passout) }
    + WriteOptions.options.map { $0.at(\.writing) }
  package static let examples = [
    Example("pki csr callbridge CN:cb.example.com", "a key and its request"),
    Example(
      "pki csr webbridge CN:join.example.com O:\"Example Inc.\" C:GB subjectAltName:wb1.example.com,10.1.2.3",
      "more names, and an organization"),
    Example(
      "pki csr webbridge --for webbridge3 CN:wb.example.com --set join=join.example.com",
      "names and usages as the web bridge needs them"),
    Example("pki csr --from hosts.csv O:\"Example Inc.\" --key-type ec:p256", "a key and a request for each row"),
    Example("pki csr edge CN:sip.example.com --key-type ec:p256 --lock", "an elliptic curve key, locked"),
  ]

  var table: String?
  var many = ManyOptions()
  var key = KeyOptions()
  var roles = RoleOptions()
  var extendedKeyUsage: ExtendedKeyUsageList?
  var keyUsage: KeyUsageList?
  var template: String?
  var mustStaple = false
  var leavesOutCommonName = false
  var form = OutputForm.pem
  var passin = PassphraseInput()
  var passout = PassphraseOutput()
  var writing = WriteOptions()
  package var operands: [String] = []

  package init() {}

  package mutating func validate() throws(UsageError) {
    guard table != nil else {
      if many.shard != .all { throw UsageError("--shard cuts the rows of --from FILE") }
      if operands.isEmpty { throw UsageError("NAME is missing: the name of the files, without extension").withUsage }
      return
    }
    if let first = operands.first, !first.contains(":" as Character) {
      throw UsageError("\(first): --from takes the names of the files from the table", hint: "leave it out")
    }
    if key.file != nil { throw UsageError("--key is one key, and --from makes many: the column 'key' names one a row") }
    if key.isLocked { throw UsageError("--lock is for one key", hint: "pki lock locks the keys afterwards") }
    if writing.force {
      throw UsageError(
        "--force is for one request: rows whose files fit are passed over",
        hint: "take away the files that are to be made anew")
    }
  }

  package func run(in world: World) throws(PKIError) -> Answer {
    if let table { return try runTable(table, in: world) }
    let name = try Basename(operands[0])
    let needs = try roles.needs()
    let names = try RoleNames(needs, Array(operands.dropFirst()), leavesOutCommonName: leavesOutCommonName)
    guard names.subject.commonName != nil || needs.allowsNoCommonName else {
      throw PKIError(
        .usage, "", "CN is missing: a request needs a common name", hint: "try CN:\(name.text).example.com")
    }
    let usages = try RoleUsages(needs, extendedKeyUsage: extendedKeyUsage, keyUsage: keyUsage)
    try checkCombination()
    try world.requireFree([key.file == nil ? name.key : nil, name.request], writing)
    let issued = try IssuedKey.make(key, path: name.key, passin: passin, passout: passout, writing: writing, in: world)
    try needs.checkKey(issued.key.publicKey)
    let plan = plan(names, usages, needs, for: issued.key)
    let request = try plan.request(signedWith: issued.key, digest: key.digest?.digest)
    var outcome = Outcome(source: name.text)
    outcome.isDryRun = writing.isDryRun
    outcome.files = issued.files + [writing.file(name.request, form.encode("CERTIFICATE REQUEST", request))]
    outcome.fields = Self.fields(name, issued.file?.path, plan)
    outcome.notes = names.notes
    if let stray = names.strayHostName {
      outcome.notes.append(
        "\(stray) is no host name, and there are no alternative names: browsers and many servers ignore the common name"
      )
    }
    if let template { outcome.notes.append(Self.submission(of: name, template)) }
    return Answer(outcome)
  }

  private func checkCombination() throws(PKIError) {
    if key.file != nil, key.isLocked {
      throw PKIError(.usage, "", "--lock encrypts a new key, and --key names an old one", hint: "see pki lock")
    }
  }

  /// What is asked for with a key.
  func plan(
    _ names: RoleNames, _ usages: RoleUsages, _ needs: RoleNeeds, for key: borrowing SigningKey
  ) -> RequestPlan {
    var extensions = CertificateExtensions()
    if needs.isAuthority { extensions.basicConstraints = (true, nil) }
    extensions.keyUsage = usages.keyUsage(of: key)
    extensions.extendedKeyUsage = usages.extendedKeyUsage
    extensions.alternativeNames = names.alternativeNames
    extensions.mustStaple = mustStaple
    extensions.microsoftTemplate = template
    return RequestPlan(subject: names.subject, extensions: extensions)
  }

  private static func fields(_ name: Basename, _ keyFile: String?, _ plan: RequestPlan) -> [Field] {
    let created = keyFile.map { "Created key file \($0) and CSR \(name.request)" } ?? "Created CSR \(name.request)"
    return [
      .said(Line(created, .good)),
      Field("key_file", .text(orNull: keyFile)),
      Field("csr_file", .text(name.request)),
      Field("subject", "Subject", .text(plan.subject.description)),
    ] + plan.extensions.fields
  }

  static func submission(of name: Basename, _ template: String) -> String {
    "for an AD CS authority: certreq -submit -attrib \"CertificateTemplate:\(template)\" \(name.request)"
  }
}

/// The form of a request or certificate in its file.
package enum OutputForm: String, Choice {
  case pem
  case der

  /// The bytes of the file.
  func encode(_ label: String, _ der: [UInt8]) -> [UInt8] {
    self == .der ? der : PEMEncoding.block(label, der)
  }
}

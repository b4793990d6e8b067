// swift-tools-version: 6.2

import PackageDescription

/// Warnings are errors only where we build for ourselves: a newer compiler's new warning must not
/// break a user's `swift build`.
let strict = Context.environment["PKI_STRICT"] != nil

let settings: [SwiftSetting] =
  [
    .strictMemorySafety(),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ] + (strict ? [.treatAllWarnings(as: .error)] : [])

func library(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
  .testTarget(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: settings)
}

let package = Package(
  name: "pki",
  products: [.executable(name: "pki", targets: ["pki"])],
  targets: [
    // The cellar: the system's libcrypto (libssl is opened when it is needed: linking it costs every start), and the C
    // library's calls that Swift cannot import.
    .systemLibrary(
      name: "SystemOpenSSL", path: "Shims/SystemOpenSSL", pkgConfig: "libcrypto",
      providers: [.apt(["libssl-dev"]), .brew(["openssl@3"])]),
    .target(
      name: "COpenSSL", dependencies: ["SystemOpenSSL"], path: "Shims/COpenSSL",
      linkerSettings: [.linkedLibrary("crypto")]),
    .target(name: "CPlatform", path: "Shims/CPlatform"),
    .target(name: "CResolver", path: "Shims/CResolver"),

    library("Vocabulary"),
    library("Platform", ["Vocabulary", "CPlatform", "CResolver"]),
    library("OpenSSL", ["COpenSSL", "Platform", "Vocabulary"]),
    library("PKICore", ["OpenSSL", "Platform", "Vocabulary"]),
    library("Console", ["Platform"]),
    library("PKITool", ["PKICore", "Console", "Platform", "Vocabulary"]),
    .executableTarget(name: "pki", dependencies: ["PKITool", "Platform"], swiftSettings: settings),

    .target(
      name: "TestKit", dependencies: ["PKITool", "PKICore", "Console", "Platform", "Vocabulary"],
      path: "Tests/TestKit", swiftSettings: settings),
    tests("HouseTests", ["TestKit"]),
    tests("VocabularyTests", ["Vocabulary", "TestKit"]),
    tests("PlatformTests", ["Platform", "TestKit"]),
    tests("OpenSSLTests", ["OpenSSL", "COpenSSL", "Platform", "Vocabulary", "TestKit"]),
    tests("PKICoreTests", ["PKICore", "OpenSSL", "Platform", "Vocabulary", "TestKit"]),
    tests("ConsoleTests", ["Console", "Platform", "TestKit"]),
    tests(
      "PKIToolTests", ["PKITool", "PKICore", "Console", "Platform", "Vocabulary", "TestKit"],
      exclude: ["Transcripts", "Pages"]),
    tests("FaultTests", ["PKICore", "Platform", "Vocabulary", "TestKit"]),
    tests("InteropTests", ["PKICore", "OpenSSL", "Platform", "Vocabulary", "TestKit"]),
  ],
  swiftLanguageModes: [.v6]
)

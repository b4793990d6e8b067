import PKICore
import Platform
import TestKit

extension Scenario {
  /// What a folder holds.
  struct State {
    let files: [String: [UInt8]]
    /// Names that no `ls` shows.
    let hidden: [String]
    /// What is wrong with it.
    var faults: [String]
    /// Whether everything that the command makes is there, and new.
    let isComplete: Bool
    /// Whether everything is as it was before.
    let isUntouched: Bool
  }

  /// Looks at a folder that the command has worked in, to its end or not.
  func state(of folder: TemporaryFolder) throws -> State {
    var files: [String: [UInt8]] = [:]
    for name in folder.names { files[name] = try folder.bytes(name) }
    // Under its new name it is the same file.
    if let (old, new) = moved, files[old] == nil, let bytes = files.removeValue(forKey: new) { files[old] = bytes }
    var faults: [String] = []
    let hidden = files.keys.filter { $0.hasPrefix(".") }.sorted()
    for (name, bytes) in before where !made.contains(name) && files[name] != bytes {
      faults.append("\(name) is not as it was")
    }
    let allowed = Set(before.keys).union(made).union(backups)
    for name in files.keys.sorted() where !allowed.contains(name) && !hidden.contains(name) {
      faults.append("there is \(name)")
    }
    faults += keyFaults(files, folder) + dependentFaults(files)
    for (name, isWhole) in others.sorted(by: { $0.key < $1.key }) where files[name] != before[name] {
      if !(files[name].map(isWhole) ?? false) { faults.append("\(name) is not whole") }
    }
    return State(
      files: files, hidden: hidden, faults: faults,
      isComplete: made.allSatisfy { files[$0] != nil && files[$0] != before[$0] },
      isUntouched: files.filter { others[$0.key] == nil || !$0.value.isEmpty } == before)
  }

  private func keyFaults(_ files: [String: [UInt8]], _ folder: TemporaryFolder) -> [String] {
    guard let key else { return [] }
    guard let bytes = files[key] else { return before[key] == nil ? [] : ["the old \(key) is gone"] }
    if bytes == before[key] { return [] }
    var faults: [String] = []
    if Disk.mode(folder.path(key)) != 0o600 { faults.append("\(key) is not 0600") }
    guard let own = Self.publicKey(bytes) else { return faults + ["\(key) is no whole key"] }
    guard let old = before[key] else { return faults }
    let keepsOld = backups.contains { files[$0] == old }
    let isSameKey = Self.publicKey(old).map { own.sameKey(as: $0) } ?? false
    if !keepsOld, !isSameKey { faults.append("the old key is in no file") }
    return faults
  }

  private func dependentFaults(_ files: [String: [UInt8]]) -> [String] {
    guard let dependent else { return [] }
    guard let bytes = files[dependent] else {
      return before[dependent] == nil ? [] : ["the old \(dependent) is gone"]
    }
    let isOld = bytes == before[dependent]
    if isOld, key == nil { return [] }
    guard isOld || bytes.last == UInt8(ascii: "\n"), let own = Self.publicKey(bytes) else {
      return ["\(dependent) is not whole"]
    }
    // An old request beside the new key still has its own key in the backup.
    let places = ([key, keyElsewhere] + (isOld ? backups : [])).compactMap { $0 }
    let owners = places.compactMap { files[$0] }.compactMap(Self.publicKey)
    return owners.contains { $0.sameKey(as: own) } ? [] : ["\(dependent) is without its key"]
  }

  /// The public key of a whole key, request, certificate or OpenSSH line; nil where it is not whole.
  private static func publicKey(_ bytes: [UInt8]) -> SubjectPublicKeyInfo? {
    let reader = MaterialReader(unlock: { (_: Item) throws(PKIError) -> Secret? in
      Secret(copying: Array(Fixture.passphrase.utf8))
    })
    guard let material = try? reader.read(bytes, name: ""), material.firstError == nil else { return nil }
    // Of a file that holds certificates too the key counts.
    let keys = material.items.filter { $0.privateKey != nil }
    let items = keys.isEmpty ? material.items : keys
    guard items.count == 1, let item = items.first, item.notes.isEmpty || item.isEncrypted else { return nil }
    if let request = try? material.request(), request.hasValidSignature != true { return nil }
    return (try? item.publicKey()) ?? nil
  }
}

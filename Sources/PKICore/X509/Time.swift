package import Vocabulary

/// A point in time as a certificate or revocation list writes it (RFC 5280 §4.1.2.5), well or badly.
package struct Time: Sendable {
  /// The content octets as they stand in the encoding.
  package let content: DERSlice
  /// Whether it is a UTCTime; else a GeneralizedTime.
  package let isUTCTime: Bool
  /// The second that is meant, fractions cut off; nil where that cannot be told.
  package let instant: Instant?
  /// What is not as RFC 5280 asks: "seconds are missing", "an offset instead of Z", …; empty where all is well.
  package let notes: [String]

  /// Whether the time is written as RFC 5280 asks.
  package var isWellFormed: Bool { notes.isEmpty }

  /// The characters as they stand in the encoding, octets outside ASCII as `\xHH`: `270101000000Z`.
  package var text: String { CharacterString(DERTag.ia5String, content.octets).text }

  /// The time of these content octets.
  package init(content: DERSlice, isUTCTime: Bool) {
    self.content = content
    self.isUTCTime = isUTCTime
    var scanner = TimeScanner(content.octets)
    self.instant = scanner.instant(utc: isUTCTime)
    self.notes = scanner.notes
  }
}

extension Time: Hashable {
  package static func == (a: Time, b: Time) -> Bool {
    a.isUTCTime == b.isUTCTime && a.content == b.content
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(content) }
}

extension Time: DERReadable {
  /// A UTCTime or GeneralizedTime; its content is not judged here but in `instant` and `notes`.
  package init(_ reader: inout DERReader) throws(DERError) {
    let element = try reader.next()
    guard element.tag == DERTag.utcTime || element.tag == DERTag.generalizedTime else {
      throw DERError("no time where one belongs", at: element.header.lowerBound)
    }
    self.init(content: element.contentSlice, isUTCTime: element.tag == DERTag.utcTime)
  }
}

/// Reads the digits of a time, noting what is unusual.
private struct TimeScanner {
  private var rest: ArraySlice<UInt8>
  private(set) var notes: [String] = []

  init(_ octets: ArraySlice<UInt8>) {
    self.rest = octets
  }

  mutating func instant(utc: Bool) -> Instant? {
    guard let instant = fields(utc: utc), rest.isEmpty else {
      notes.append("not a \(utc ? "UTCTime" : "GeneralizedTime")")
      return nil
    }
    return instant
  }

  private mutating func fields(utc: Bool) -> Instant? {
    guard var year = number(utc ? 2 : 4) else { return nil }
    if utc { year += year < 50 ? 2000 : 1900 }
    guard let month = number(2), let day = number(2), let hour = number(2), let minute = number(2)
    else { return nil }
    let second = number(2)
    if second == nil { notes.append("seconds are missing") }
    if rest.first == 46 || rest.first == 44 {
      rest.removeFirst()
      guard !utc, second != nil, let digit = rest.first, (48...57).contains(digit) else { return nil }
      rest = rest.drop { (48...57).contains($0) }
      notes.append("fractions of a second")
    }
    guard let offset = offset(),
      let civil = Instant(year: year, month: month, day: day, hour: hour, minute: minute, second: second ?? 0)
    else { return nil }
    if !utc, (1950..<2050).contains(year) { notes.append("a GeneralizedTime before 2050") }
    return civil.adding(seconds: Int64(-offset))
  }

  /// Seconds east of UTC.
  private mutating func offset() -> Int? {
    guard let sign = rest.popFirst() else {
      notes.append("the Z is missing")
      return 0
    }
    if sign == 90 { return 0 }
    guard sign == 43 || sign == 45, let hours = number(2), hours < 24, let minutes = number(2), minutes < 60
    else { return nil }
    notes.append("an offset instead of Z")
    return (sign == 43 ? 1 : -1) * (hours * 3_600 + minutes * 60)
  }

  /// The value of so many digits; nil and nothing is read where there are not as many.
  private mutating func number(_ digits: Int) -> Int? {
    guard rest.count >= digits else { return nil }
    var value = 0
    for octet in rest.prefix(digits) {
      guard (48...57).contains(octet) else { return nil }
      value = value * 10 + Int(octet - 48)
    }
    rest.removeFirst(digits)
    return value
  }
}

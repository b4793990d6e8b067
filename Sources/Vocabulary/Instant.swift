/// A second of UTC, as certificates know it: no fractions, no leap seconds, the proleptic Gregorian calendar.
package struct Instant: Hashable, Comparable, Sendable {
  /// Seconds since 1970-01-01T00:00:00Z; negative before.
  package var seconds: Int64

  /// The instant `seconds` after 1970-01-01T00:00:00Z.
  package init(seconds: Int64) {
    self.seconds = seconds
  }

  /// The instant of a civil date and time in UTC; nil where a field is out of its range.
  package init?(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0) {
    guard (0...9999).contains(year), (1...12).contains(month),
      (1...Instant.daysIn(month: month, of: year)).contains(day),
      (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second)
    else { return nil }
    let days = Instant.days(year: year, month: month, day: day)
    self.seconds = Int64(days) * 86_400 + Int64(hour * 3_600 + minute * 60 + second)
  }

  package static func < (a: Instant, b: Instant) -> Bool { a.seconds < b.seconds }

  /// The instant `days` whole days later.
  package func adding(days: Int) -> Instant {
    let (more, overflow) = Int64(days).multipliedReportingOverflow(by: 86_400)
    return overflow ? Instant(seconds: days > 0 ? .max : .min) : adding(seconds: more)
  }

  /// The instant `seconds` later; beyond what can be counted, the last one that can be.
  package func adding(seconds more: Int64) -> Instant {
    let (sum, overflow) = seconds.addingReportingOverflow(more)
    return Instant(seconds: overflow ? (more > 0 ? .max : .min) : sum)
  }

  /// Whole days from `other` to this instant, rounded down: 0 on the last day, negative when it is past.
  package func days(since other: Instant) -> Int {
    let (difference, overflow) = seconds.subtractingReportingOverflow(other.seconds)
    if overflow { return seconds > other.seconds ? .max : .min }
    return Int(difference / 86_400 - (difference % 86_400 < 0 ? 1 : 0))
  }
}

// MARK: - The civil calendar

extension Instant {
  /// Year, month, day, hour, minute and second in UTC.
  package var civil: (year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int) {
    var days = Int(seconds / 86_400)
    var rest = Int(seconds % 86_400)
    if rest < 0 {
      rest += 86_400
      days -= 1
    }
    let date = Instant.date(days: days)
    return (date.year, date.month, date.day, rest / 3_600, rest / 60 % 60, rest % 60)
  }

  private static func daysIn(month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Days since 1970-01-01; years begin in March, so that the leap day is the last of its year.
  private static func days(year: Int, month: Int, day: Int) -> Int {
    let year = month <= 2 ? year - 1 : year
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  private static func date(days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9)
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }
}

// MARK: - RFC 3339

extension Instant: CustomStringConvertible {
  /// RFC 3339 in UTC: `2027-01-01T00:00:00Z`.
  package var description: String {
    let (year, month, day, hour, minute, second) = civil
    var text: [UInt8] = []
    text.reserveCapacity(20)
    func put(_ value: Int, width: Int) {
      var divisor = 1
      for _ in 1..<width { divisor *= 10 }
      while value / divisor >= 10 { divisor *= 10 }
      while divisor > 0 {
        text.append(UInt8(48 + value / divisor % 10))
        divisor /= 10
      }
    }
    put(max(0, year), width: 4)
    text.append(45)
    put(month, width: 2)
    text.append(45)
    put(day, width: 2)
    text.append(84)
    put(hour, width: 2)
    text.append(58)
    put(minute, width: 2)
    text.append(58)
    put(second, width: 2)
    text.append(90)
    return String(decoding: text, as: UTF8.self)
  }

  /// The date alone: `2027-01-01`.
  package var date: String { String(description.prefix { $0 != "T" }) }

  /// The instant that RFC 3339 text names: a date, or a date and time with `Z` or an offset; fractions are
  /// cut off. A date alone is its midnight in UTC. Nil where the text is no such date.
  package init?(rfc3339 text: String) {
    var scanner = DigitScanner(Array(text.utf8))
    guard let year = scanner.number(4), scanner.take(45), let month = scanner.number(2), scanner.take(45),
      let day = scanner.number(2)
    else { return nil }
    if scanner.atEnd {
      self.init(year: year, month: month, day: day)
      return
    }
    guard scanner.take(84) || scanner.take(116) || scanner.take(32), let hour = scanner.number(2),
      scanner.take(58), let minute = scanner.number(2), scanner.take(58), let second = scanner.number(2)
    else { return nil }
    if scanner.take(46) {
      guard scanner.skipDigits() else { return nil }
    }
    guard let offset = scanner.offset(), scanner.atEnd else { return nil }
    // A leap second is judged as the second before it.
    guard
      let civil = Instant(
        year: year, month: month, day: day, hour: hour, minute: minute, second: second == 60 ? 59 : second)
    else { return nil }
    self = civil.adding(seconds: Int64(-offset))
  }
}

/// Reads runs of digits from ASCII text.
private struct DigitScanner {
  let bytes: [UInt8]
  var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var atEnd: Bool { position == bytes.count }

  mutating func take(_ byte: UInt8) -> Bool {
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  mutating func number(_ digits: Int) -> Int? {
    guard position + digits <= bytes.count else { return nil }
    var value = 0
    for byte in bytes[position..<position + digits] {
      guard (48...57).contains(byte) else { return nil }
      value = value * 10 + Int(byte - 48)
    }
    position += digits
    return value
  }

  mutating func skipDigits() -> Bool {
    let start = position
    while position < bytes.count, (48...57).contains(bytes[position]) { position += 1 }
    return position > start
  }

  /// Seconds east of UTC.
  mutating func offset() -> Int? {
    if take(90) || take(122) { return 0 }
    let sign: Int
    if take(43) { sign = 1 } else if take(45) { sign = -1 } else { return nil }
    guard let hours = number(2), hours < 24, take(58), let minutes = number(2), minutes < 60 else { return nil }
    return sign * (hours * 3_600 + minutes * 60)
  }
}

import Glibc
import Platform
import Testing
import Vocabulary

@Suite struct ClockTests {
  @Test func aFixedClockStands() {
    let instant = Instant(seconds: 1_234)
    #expect(Clock.fixed(instant).now == instant)
  }

  @Test func theSystemsClockIsTheSystems() {
    let now = Int64(time(nil))
    #expect((now - 1...now + 2).contains(Clock.system.now.seconds))
    let before = Clock.monotonicMilliseconds
    usleep(5_000)
    #expect(Clock.monotonicMilliseconds >= before + 4)
  }

  @Test func environment() {
    unsafe setenv("PKI_TEST_VALUE", "grün", 1)
    #expect(Environment.value("PKI_TEST_VALUE") == "grün")
    #expect(Environment.value("PKI_TEST_NOT_SET") == nil)
  }
}

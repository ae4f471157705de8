/// What will happen, by time, and at one time in the order in which it was added.
struct EventQueue<Element> {
  /// Only these are moved about; the elements stay in their places.
  private struct Key {
    let time: Int
    let number: Int
    let place: Int
  }

  private var heap: [Key] = []
  private var elements: [Element?] = []
  private var free: [Int] = []
  private var count = 0

  mutating func add(_ element: Element, at time: Int) {
    count += 1
    let place: Int
    if let known = free.popLast() {
      place = known
      elements[place] = element
    } else {
      place = elements.count
      elements.append(element)
    }
    heap.append(Key(time: time, number: count, place: place))
    var child = heap.count - 1
    while child > 0, isBefore(child, (child - 1) / 2) {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  /// Takes out what comes next.
  mutating func next() -> (time: Int, element: Element)? {
    guard let first = heap.first, let element = elements[first.place] else { return nil }
    elements[first.place] = nil
    free.append(first.place)
    let last = heap.removeLast()
    if !heap.isEmpty {
      heap[0] = last
      sink()
    }
    return (first.time, element)
  }

  private mutating func sink() {
    var parent = 0
    while true {
      var least = parent
      let child = 2 * parent + 1
      if child < heap.count, isBefore(child, least) { least = child }
      if child + 1 < heap.count, isBefore(child + 1, least) { least = child + 1 }
      if least == parent { return }
      heap.swapAt(parent, least)
      parent = least
    }
  }

  private func isBefore(_ one: Int, _ other: Int) -> Bool {
    (heap[one].time, heap[one].number) < (heap[other].time, heap[other].number)
  }
}

/// A table of the page; it scrolls by itself where the screen is too narrow.
struct PageTable {
  /// What stands in a cell.
  enum Cell {
    /// The task that a row is about.
    case task(String)
    /// The task that the row above is about too.
    case sameTask(String)
    /// What else a row is about.
    case label(String)
    /// A number, already in words.
    case number(String)
    /// A sentence.
    case text(String)
    /// Tasks by name; a dash where there is none.
    case tasks([String])
  }

  private let columns: [(title: String, isNumber: Bool)]
  private var rows: [[Cell]] = []

  /// A table with columns of these titles, those of numbers aligned at the right.
  init(_ columns: [(title: String, isNumber: Bool)]) {
    self.columns = columns
  }

  /// Adds a row with a cell for each column.
  mutating func add(_ cells: [Cell]) {
    precondition(cells.count == columns.count, "a cell for each column")
    rows.append(cells)
  }

  /// Writes the table.
  func write(to page: inout Markup) {
    page.element("div", ["class": "scroll"]) { page in
      page.element("table") { page in
        page.element("thead") { page in
          page.element("tr") { page in
            for column in columns {
              let name = column.isNumber ? "number" : "words"
              page.element("th", ["class": name, "scope": "col"], text: column.title)
            }
          }
        }
        page.element("tbody") { page in
          for row in rows {
            page.element("tr") { page in
              for cell in row { write(cell, to: &page) }
            }
          }
        }
      }
    }
  }

  private func write(_ cell: Cell, to page: inout Markup) {
    switch cell {
    case .task(let name):
      page.element("th", ["scope": "row"]) { page in
        page.element("span", ["class": "task"], text: name)
      }
    case .sameTask(let name):
      // Not shown, yet there for those who listen to the page or copy the table.
      page.element("th", ["scope": "row"]) { page in
        page.element("span", ["class": "task same"], text: name)
      }
    case .label(let text): page.element("th", ["scope": "row"], text: text)
    case .number(let text): page.element("td", ["class": "number"], text: text)
    case .text(let text): page.element("td", text: text)
    case .tasks(let names):
      page.element("td", ["class": "from"]) { page in
        if names.isEmpty { page.write(NumberText.missing) }
        page.tasks(names)
      }
    }
  }
}

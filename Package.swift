// swift-tools-version: 6.3
import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// A C library that Debian ships.
func cLibrary(_ name: String, apt: String) -> Target {
  .systemLibrary(
    name: name, path: "Sources/Shared/CLibraries/\(name)", providers: [.apt([apt])])
}

/// A room of `wing`: a library target in the folder of its name.
func room(_ name: String, in wing: String, _ dependencies: Target.Dependency...) -> Target {
  .target(
    name: name, dependencies: dependencies, path: "Sources/\(wing)/\(name)", swiftSettings: strict)
}

/// The tests of one room.
func tests(of name: String, _ dependencies: Target.Dependency...) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: [.byName(name: name)] + dependencies,
    swiftSettings: strict)
}

let package = Package(
  name: "taskmap",
  targets: [
    cLibrary("CLinux", apt: "libc6-dev"),
    cLibrary("CSodium", apt: "libsodium-dev"),
    cLibrary("CSQLite", apt: "libsqlite3-dev"),
    cLibrary("CZeroMQ", apt: "libzmq3-dev"),

    room("Documents", in: "Shared", "CLinux", "CSodium"),
    room("TaskSpace", in: "Shared", "Documents"),
    room("Wire", in: "Shared", "TaskSpace", "Documents"),
    room("Messaging", in: "Shared", "CLinux", "CZeroMQ", "Documents"),
    room("Artifacts", in: "Shared", "CLinux", "Documents"),
    room("Terminal", in: "Shared", "CLinux", "Documents"),
    room("Peers", in: "Shared", "Wire", "TaskSpace", "Documents"),

    room("Taxonomy", in: "Coordinator", "Documents"),
    room("JobGraph", in: "Coordinator", "TaskSpace", "Documents"),
    room("Scheduling", in: "Coordinator", "Peers", "Wire", "TaskSpace", "Documents"),
    room("Journal", in: "Coordinator", "CSQLite", "Scheduling", "Wire", "TaskSpace", "Documents"),

    tests(of: "Documents"),
    tests(of: "TaskSpace", "Documents"),
    tests(of: "Wire", "TaskSpace", "Documents"),
    tests(of: "Peers", "Wire", "TaskSpace", "Documents"),
    tests(of: "Messaging", "Documents"),
    tests(of: "Artifacts", "Documents"),
    tests(of: "Terminal", "Documents"),
    tests(of: "Taxonomy", "Documents"),
    tests(of: "Journal", "Scheduling", "Peers", "Wire", "TaskSpace", "Documents"),
    tests(of: "JobGraph", "TaskSpace", "Documents"),
    tests(of: "Scheduling", "JobGraph", "Peers", "Wire", "TaskSpace", "Documents"),
  ],
  swiftLanguageModes: [.v6]
)

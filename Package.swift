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

    room("Documents", in: "Shared", "CLinux", "CSodium"),
    room("TaskSpace", in: "Shared", "Documents"),
    room("Wire", in: "Shared", "TaskSpace", "Documents"),

    room("JobGraph", in: "Coordinator", "TaskSpace", "Documents"),

    tests(of: "Documents"),
    tests(of: "TaskSpace", "Documents"),
    tests(of: "Wire", "TaskSpace", "Documents"),
    tests(of: "JobGraph", "TaskSpace", "Documents"),
  ],
  swiftLanguageModes: [.v6]
)

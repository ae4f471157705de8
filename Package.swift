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

/// A room of `wing` that is written in C.
///
/// Contraction is off: a compiler must not fuse a multiplication with an addition on some
/// machines only, since results have to be the same bytes everywhere.
func cRoom(_ name: String, in wing: String, _ dependencies: Target.Dependency...) -> Target {
  .target(
    name: name, dependencies: dependencies, path: "Sources/\(wing)/\(name)",
    publicHeadersPath: "include",
    cSettings: [
      .unsafeFlags([
        "-O3", "-ffp-contract=off", "-fno-math-errno", "-mprefer-vector-width=512",
      ])
    ])
}

/// The tests of one room; those in Swift read the files in the folder `examples` themselves.
func tests(
  of name: String, examples: String? = nil, _ dependencies: Target.Dependency...
) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: [.byName(name: name), "TestSupport"] + dependencies,
    exclude: examples.map { [$0] } ?? [], swiftSettings: strict)
}

let package = Package(
  name: "taskmap",
  products: [
    .executable(name: "coordinator", targets: ["Coordinator"]),
    .executable(name: "worker", targets: ["Worker"]),
  ],
  targets: [
    cLibrary("CJPEG", apt: "libjpeg62-turbo-dev"),
    cLibrary("CLinux", apt: "libc6-dev"),
    cLibrary("CPNG", apt: "libpng-dev"),
    cLibrary("CSodium", apt: "libsodium-dev"),
    cLibrary("CSQLite", apt: "libsqlite3-dev"),
    cLibrary("CZeroMQ", apt: "libzmq3-dev"),

    room("Documents", in: "Shared", "CLinux", "CSodium"),
    room("TaskSpace", in: "Shared", "Documents"),
    room("Wire", in: "Shared", "TaskSpace", "Documents"),
    room("Messaging", in: "Shared", "CLinux", "CZeroMQ", "Wire", "Documents"),
    room("Artifacts", in: "Shared", "CLinux", "Documents"),
    room("Terminal", in: "Shared", "CLinux", "Documents"),
    room("Architectures", in: "Shared", "TaskSpace"),
    room("Peers", in: "Shared", "Wire", "TaskSpace", "Documents"),

    cRoom("CMath", in: "Worker"),
    cRoom("CScenes", in: "Worker", "CMath"),
    room("Pictures", in: "Worker", "CJPEG", "CPNG", "Documents"),
    room("Scenes", in: "Worker", "CMath", "CScenes", "Pictures"),

    cRoom("CKernels", in: "Worker"),
    room("Kernels", in: "Worker", "Architectures", "CKernels", "Documents"),
    room(
      "Datasets", in: "Worker", "CLinux", "CMath", "Pictures", "Scenes", "TaskSpace", "Documents"),
    room(
      "Jobs", in: "Worker", "CLinux", "CMath", "Datasets", "Kernels", "Pictures", "Scenes",
      "Architectures", "Artifacts", "TaskSpace", "Documents"),
    .executableTarget(
      name: "Worker",
      dependencies: [
        "CLinux", "Jobs", "Datasets", "Kernels", "Pictures", "Scenes", "Artifacts", "Messaging",
        "Peers", "Terminal", "Wire", "TaskSpace", "Documents",
      ],
      path: "Sources/Worker/Commands", swiftSettings: strict),

    room("Taxonomy", in: "Coordinator", "Documents"),
    room("JobGraph", in: "Coordinator", "Architectures", "TaskSpace", "Documents"),
    room("Scheduling", in: "Coordinator", "Peers", "Wire", "TaskSpace", "Documents"),
    room("Journal", in: "Coordinator", "CSQLite", "Scheduling", "Wire", "TaskSpace", "Documents"),
    room("Report", in: "Coordinator", "Taxonomy", "TaskSpace", "Documents"),
    room(
      "Service", in: "Coordinator", "CLinux", "Report", "Journal", "Scheduling", "JobGraph",
      "Taxonomy", "Artifacts", "Messaging", "Peers", "Wire", "TaskSpace", "Documents"),
    room(
      "Simulation", in: "Coordinator", "CSQLite", "Service", "Journal", "Scheduling", "JobGraph",
      "Peers", "Wire", "TaskSpace", "Documents"),
    .executableTarget(
      name: "Coordinator",
      dependencies: [
        "Simulation", "Service", "Report", "Journal", "Scheduling", "JobGraph", "Taxonomy",
        "Artifacts", "Messaging", "Peers", "Terminal", "TaskSpace", "Documents",
      ],
      path: "Sources/Coordinator/Commands",
      resources: [.embedInCode("taskmap_torch.py")], swiftSettings: strict),

    .target(
      name: "TestSupport", dependencies: ["CSQLite", "TaskSpace", "Documents"],
      path: "Tests/TestSupport", exclude: ["Journals"], swiftSettings: strict),
    tests(of: "Documents"),
    tests(of: "TaskSpace", "Documents"),
    tests(of: "Wire", "TaskSpace", "Documents"),
    tests(of: "Peers", "Wire", "TaskSpace", "Documents"),
    tests(of: "Messaging", "Wire", "Documents"),
    tests(of: "Artifacts", "Documents"),
    tests(of: "Terminal", "Documents"),
    tests(of: "Architectures", "TaskSpace"),
    tests(of: "CMath"),
    tests(of: "Kernels", "Architectures", "Documents"),
    tests(of: "Datasets", "CMath", "Pictures", "Scenes", "TaskSpace", "Documents"),
    tests(
      of: "Jobs", "Architectures", "Artifacts", "Datasets", "Kernels", "Pictures", "Scenes",
      "TaskSpace", "Terminal", "Documents"),
    tests(
      of: "Worker", "Artifacts", "Messaging", "Peers", "Terminal", "Wire", "TaskSpace",
      "Documents"),
    tests(of: "Pictures", examples: "Photos", "Documents"),
    tests(of: "Scenes", "CScenes"),
    tests(of: "Taxonomy", "Documents"),
    tests(
      of: "Service", "Messaging", "Peers", "Scheduling", "Wire", "TaskSpace", "Documents"),
    tests(of: "Report", "Taxonomy", "TaskSpace", "Documents"),
    tests(of: "Journal", "Scheduling", "Peers", "Wire", "TaskSpace", "Documents"),
    tests(of: "Simulation", "Documents"),
    tests(of: "JobGraph", "Architectures", "TaskSpace", "Documents"),
    tests(of: "Scheduling", "JobGraph", "Peers", "Wire", "TaskSpace", "Documents"),
    tests(of: "Benchmarks"),

    .testTarget(
      name: "EndToEndTests", dependencies: ["Impostor", "Documents", "Terminal", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "CoordinatorCommandTests",
      dependencies: ["Coordinator", "Taxonomy", "Terminal", "Documents", "TestSupport"],
      swiftSettings: strict),

    .executableTarget(
      name: "Impostor", dependencies: ["Messaging", "Wire", "TaskSpace", "Documents"],
      path: "Tests/Impostor", swiftSettings: strict),
    .executableTarget(
      name: "Benchmarks",
      dependencies: [
        "Architectures", "Kernels", "Jobs", "Scenes", "Service", "Scheduling", "Journal",
        "Taxonomy", "Artifacts", "TaskSpace", "Documents",
      ],
      path: "Tests/Benchmarks", swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)

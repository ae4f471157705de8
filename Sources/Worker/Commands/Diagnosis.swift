internal import Documents
internal import Glibc
internal import Kernels
internal import Messaging
internal import Terminal

/// What the doctor looks at.
enum Diagnosis {
  private static let enoughMemory = 1 << 30
  private static let enoughDisk = 2 << 30

  /// Cores, memory and the kernels for them.
  static func machine() -> [Finding] {
    var findings = [Finding("processor", .good, Machine.processorName)]
    let (usable, all) = (Processor.usableCores, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    let cores = usable < all ? "\(usable) of \(all) may be used" : "\(usable)"
    findings.append(Finding("cores", .good, cores))
    do throws(Failure) {
      let backend = try Backends.choose(environment: EnvironmentVariables.all)
      findings.append(
        Finding("kernels", .good, "class \(backend.numericsClass): \(backend.explanation)"))
    } catch {
      findings.append(Finding("kernels", .bad, error.message))
    }
    let free = Machine.availableMemory
    let memory = "\(Format.bytes(free)) of \(Format.bytes(Machine.memory)) are free"
    findings.append(
      free >= enoughMemory
        ? Finding("memory", .good, memory)
        : Finding("memory", .remark, "\(memory); a training wants \(Format.bytes(enoughMemory))"))
    return findings
  }

  /// Libraries that are found at run time, or not.
  static func libraries() -> [Finding] { [blas(), cuda()] }

  /// Room in the cache.
  static func disk(_ cache: String) -> Finding {
    let free = Machine.freeBytes(at: cache)
    let text = "\(Format.bytes(free)) are free for \(cache)"
    var folder = cache
    while !Files.exists(folder), folder != "/", folder != "." { folder = Files.folder(of: folder) }
    guard access(folder, W_OK) == 0 else {
      return Finding("cache", .bad, "\(folder) cannot be written; choose another with --cache")
    }
    return free >= enoughDisk
      ? Finding("cache", .good, text)
      : Finding("cache", .remark, "\(text); \(Format.bytes(enoughDisk)) are soon used up")
  }

  /// The coordinator, and whether it lets us in.
  static func coordinator(_ address: CoordinatorAddress) -> Finding {
    do throws(Failure) {
      guard let access = try address.read() else {
        return Finding(
          "coordinator", .remark, "none was started here yet: \(address.path) is missing")
      }
      let answer = try ConnectionProbe.ask(access)
      switch answer {
      case .admitted:
        return Finding("coordinator", .good, "\(access.control) admits '\(access.name)'")
      case .absent:
        return Finding("coordinator", .remark, "nobody answers at \(access.control)")
      case .refused:
        return Finding("coordinator", .bad, Conversation.refusal(access).message)
      case .stranger:
        return Finding("coordinator", .bad, Conversation.strangeServer(access).message)
      }
    } catch {
      return Finding("coordinator", .bad, error.message)
    }
  }

  /// The BLAS is not needed: only specs with "blas" ask for it.
  private static func blas() -> Finding {
    let name = "libopenblas.so.0"
    guard let library = dlopen(name, RTLD_NOW | RTLD_LOCAL) else {
      return Finding("BLAS", .remark, "no \(name): only specs with \"blas\" need it")
    }
    defer { dlclose(library) }
    guard let symbol = dlsym(library, "openblas_get_corename") else {
      return Finding("BLAS", .remark, "\(name) does not tell what it was made for")
    }
    typealias CoreName = @convention(c) () -> UnsafePointer<CChar>?
    let function = unsafeBitCast(symbol, to: CoreName.self)
    let core = function().map { String(cString: $0) } ?? "unknown"
    if let chosen = Environment.value("OPENBLAS_CORETYPE") {
      return Finding("BLAS", .good, "OpenBLAS for \(core), as OPENBLAS_CORETYPE=\(chosen) asks")
    }
    return Finding(
      "BLAS", .good,
      "OpenBLAS for \(core); workers of one run should agree: OPENBLAS_CORETYPE=\(core) fixes it")
  }

  private static func cuda() -> Finding {
    let name = "libcuda.so.1"
    guard let library = dlopen(name, RTLD_NOW | RTLD_LOCAL) else {
      return Finding("CUDA", .remark, "no \(name): no NVIDIA driver is installed")
    }
    defer { dlclose(library) }
    typealias Initialize = @convention(c) (UInt32) -> Int32
    typealias Count = @convention(c) (UnsafeMutablePointer<Int32>) -> Int32
    guard let initialize = dlsym(library, "cuInit"), let count = dlsym(library, "cuDeviceGetCount")
    else { return Finding("CUDA", .remark, "\(name) is no CUDA driver") }
    let error = unsafeBitCast(initialize, to: Initialize.self)(0)
    guard error == 0 else {
      return Finding("CUDA", .remark, "the driver is there, but reports error \(error)")
    }
    var devices: Int32 = 0
    guard unsafeBitCast(count, to: Count.self)(&devices) == 0 else {
      return Finding("CUDA", .remark, "the driver is there, but lists no devices")
    }
    return Finding(
      "CUDA", .good, "a driver with \(devices) devices; whether they are used: see kernels")
  }
}

internal import Architectures
internal import CKernels
internal import Documents

/// Groups the layers of a network into the stages that the C kernels run.
struct StageList {
  private(set) var forms: [ck_form] = []
  private(set) var shuffle = 1
  private let network: NetworkDescription
  private let table: ParameterTable
  private let orthogonal: Bool
  /// The layer whose output each stage gives so far.
  private var lastLayers: [Int] = []
  /// The stage whose output the next layer takes; -1 is the input of the network.
  private var current = -1
  private var images: Int
  private var joined = 1
  private var dropout: (rate: Float, layer: Int)?

  /// The stages of `network`; `orthogonal` is whether Muon moves its filters.
  init(_ network: NetworkDescription, orthogonal: Bool) throws(Failure) {
    self.network = network
    self.orthogonal = orthogonal
    table = ParameterTable(network)
    images = network.views
    for index in network.layers.indices {
      try take(index)
      switch network.layers[index] {
      case .joinViews, .dropout, .from: break
      default: if current >= 0 { lastLayers[current] = index }
      }
    }
    guard current >= 0, current == forms.count - 1, joined == 1, dropout == nil else {
      throw refusal(network.layers.count - 1, "ends without a convolution or matrix product")
    }
    try checkReaders()
  }

  private func refusal(_ index: Int, _ reason: String) -> Failure {
    Failure(
      .unavailable,
      "network \(network.name), layer \(network.label(of: index)): the CPU kernels cannot run it,"
        + " because it \(reason); change the network or use the reference backend")
  }

  private mutating func take(_ index: Int) throws(Failure) {
    guard shuffle == 1 else { throw refusal(index, "follows a pixel shuffle") }
    switch network.layers[index] {
    case .convolution(let convolution): try append(index, convolution)
    case .linear(let outputs, let bias): appendProduct(index, outputs: outputs, bias: bias)
    case .batchNorm: try normalise(index)
    case .add(let other): try add(index, other)
    case .relu: try rectify(index)
    case .dropout(let rate):
      guard dropout == nil else { throw refusal(index, "drops twice") }
      dropout = (rate, index)
    case .joinViews(let count): joined *= count
    case .pixelShuffle(let factor):
      guard isFresh else { throw refusal(index, "shuffles the input or a branch") }
      shuffle = factor
    case .from(let layer): try branch(index, layer)
    case .maxPool(let kernel, let stride): try pool(index, kernel: kernel, stride: stride)
    }
  }

  /// Whether the layer before belongs to the stage that was appended last.
  private var isFresh: Bool { current >= 0 && current == forms.count - 1 }

  private mutating func branch(_ index: Int, _ layer: Int) throws(Failure) {
    guard joined == 1, dropout == nil, layer < 0 || lastLayers.contains(layer) else {
      throw refusal(index, "branches off inside a stage")
    }
    current = layer < 0 ? -1 : lastLayers.firstIndex(of: layer) ?? -1
  }

  private mutating func pool(_ index: Int, kernel: Int, stride: Int) throws(Failure) {
    guard joined == 1, dropout == nil, current >= 0, forms[current].kernel > 0 else {
      throw refusal(index, "pools something else than maps of a convolution")
    }
    var stage = blank(index)
    stage.kernel = Int64(kernel)
    stage.stride = Int64(stride)
    stage.dilation = 1
    stage.pooled = 1
    stage.input_images = Int64(images)
    finish(stage, index)
  }

  private mutating func append(_ index: Int, _ form: Convolution) throws(Failure) {
    guard joined == 1, dropout == nil else {
      throw refusal(index, "convolves joined or dropped values")
    }
    guard current < 0 || forms[current].kernel > 0 else {
      throw refusal(index, "convolves the result of a matrix product")
    }
    guard form.kernel <= 7, form.stride == 1 || form.dilation == 1 else {
      throw refusal(index, "has more than 7 x 7 taps, or is both strided and dilated")
    }
    guard !form.upsampled || (form.kernel == 3 && form.dilation == 1) else {
      throw refusal(index, "upsamples with other taps than 3 x 3")
    }
    var stage = blank(index)
    stage.kernel = Int64(form.kernel)
    stage.stride = Int64(form.stride)
    stage.dilation = Int64(form.dilation)
    stage.upsampled = form.upsampled ? 1 : 0
    stage.orthogonal = orthogonal && Muon.moves(index, of: network) ? 1 : 0
    switch form.bias {
    case .none: stage.bias = Int64(CK_NO_BIAS.rawValue)
    case .perChannel: stage.bias = Int64(CK_CHANNEL_BIAS.rawValue)
    case .perPosition: stage.bias = Int64(CK_POSITION_BIAS.rawValue)
    }
    stage.input_images = Int64(images)
    finish(stage, index)
  }

  private mutating func appendProduct(_ index: Int, outputs: Int, bias: Bool) {
    var stage = blank(index)
    stage.kernel = 0
    stage.stride = 1
    stage.dilation = 1
    stage.bias = Int64(bias ? CK_CHANNEL_BIAS.rawValue : CK_NO_BIAS.rawValue)
    stage.input_images = Int64(images)
    if images > 1 || current < 0 || forms[current].kernel > 0 {
      // The product reads the images of a sample as the stage before left them.
      let source = current < 0 ? network.input : network.shapes[lastLayers[current]]
      stage.height = Int64(source.height)
      stage.width = Int64(source.width)
      stage.channels = Int64(source.channels)
    }
    stage.dropout = dropout?.rate ?? 0
    stage.dropout_stream = UInt32(dropout?.layer ?? 0)
    images = 1
    joined = 1
    dropout = nil
    finish(stage, index)
  }

  private func blank(_ index: Int) -> ck_form {
    let source = network.input(of: index)
    let output = network.shapes[index]
    var stage = ck_form()
    stage.source = Int64(current)
    stage.residual = -1
    stage.height = Int64(source.height)
    stage.width = Int64(source.width)
    stage.channels = Int64(source.channels)
    stage.out_height = Int64(output.height)
    stage.out_width = Int64(output.width)
    stage.out_channels = Int64(output.channels)
    stage.weight = place(index, .weight)
    stage.bias_at = place(index, .bias)
    stage.scale = -1
    stage.offset = -1
    stage.mean = -1
    stage.variance = -1
    return stage
  }

  private func place(_ layer: Int, _ role: Parameter.Role) -> Int64 {
    Int64(table.offset(layer: layer, role: role) ?? -1)
  }

  private mutating func finish(_ stage: ck_form, _ index: Int) {
    forms.append(stage)
    lastLayers.append(index)
    current = forms.count - 1
  }

  private mutating func normalise(_ index: Int) throws(Failure) {
    guard isFresh, joined == 1, dropout == nil, forms[current].pooled == 0,
      forms[current].normalised == 0, forms[current].residual < 0, forms[current].rectified == 0
    else { throw refusal(index, "normalises something else than a fresh product") }
    forms[current].normalised = 1
    forms[current].scale = place(index, .scale)
    forms[current].offset = place(index, .offset)
    forms[current].mean = place(index, .runningMean)
    forms[current].variance = place(index, .runningVariance)
  }

  private mutating func add(_ index: Int, _ other: Int) throws(Failure) {
    guard isFresh, let term = lastLayers.firstIndex(of: other), term < current,
      forms[term].kernel > 0, forms[current].kernel > 0, joined == 1, dropout == nil,
      forms[current].residual < 0, forms[current].rectified == 0
    else { throw refusal(index, "adds something else than the whole output of a convolution") }
    forms[current].residual = Int64(term)
  }

  private mutating func rectify(_ index: Int) throws(Failure) {
    guard isFresh, joined == 1, dropout == nil else {
      throw refusal(index, "rectifies something else than a fresh product")
    }
    forms[current].rectified = 1
  }

  /// A sum must not come before the first reader of its term, whose gradient it completes; and a
  /// matrix product reads maps in an order of its own, which nobody else can use.
  private func checkReaders() throws(Failure) {
    for (place, form) in forms.enumerated() {
      let readers = forms.indices.filter { forms[$0].source == Int64(place) }
      let sums = forms.indices.filter { forms[$0].residual == Int64(place) }
      guard let first = readers.first else {
        guard !sums.isEmpty || place == forms.count - 1 else {
          throw refusal(lastLayers[place], "gives an output that nobody reads")
        }
        continue
      }
      let isProduct = readers.contains { forms[$0].kernel == 0 }
      guard !isProduct || (readers.count == 1 && (sums.isEmpty || form.kernel == 0)),
        sums.allSatisfy({ $0 >= first })
      else { throw refusal(lastLayers[place], "is read in an order that it does not know") }
    }
    let readers = forms.filter { $0.source < 0 }
    guard readers.count == 1 || readers.allSatisfy({ $0.kernel > 0 }) else {
      throw refusal(0, "shares its input with a matrix product")
    }
  }
}

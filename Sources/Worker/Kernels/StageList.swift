internal import Architectures
internal import CKernels
internal import Documents

/// Groups the layers of a network into the stages that the C kernels run.
struct StageList {
  private(set) var forms: [ck_form] = []
  private(set) var shuffle = 1
  private let network: NetworkDescription
  private let table: ParameterTable
  private var lastLayers: [Int] = []
  private var images: Int
  private var joined = 1
  private var dropout: (rate: Float, layer: Int)?

  init(_ network: NetworkDescription) throws(Failure) {
    self.network = network
    table = ParameterTable(network)
    images = network.views
    for index in network.layers.indices {
      try take(index)
      switch network.layers[index] {
      case .joinViews, .dropout: break
      default: if !lastLayers.isEmpty { lastLayers[lastLayers.count - 1] = index }
      }
    }
    guard !forms.isEmpty, joined == 1, dropout == nil else {
      throw refusal(network.layers.count - 1, "ends without a convolution or matrix product")
    }
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
      guard !forms.isEmpty else { throw refusal(index, "shuffles the input") }
      shuffle = factor
    case .from, .maxPool:
      throw refusal(index, "is a branch or a pooling")
    }
  }

  private mutating func append(_ index: Int, _ form: Convolution) throws(Failure) {
    guard joined == 1, dropout == nil else {
      throw refusal(index, "convolves joined or dropped values")
    }
    guard forms.last.map({ $0.kernel > 0 }) ?? true else {
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
    if images > 1 || forms.last.map({ $0.kernel > 0 }) ?? true {
      // The product reads the images of a sample as the stage before left them.
      let source = shape(before: index)
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

  private func shape(before index: Int) -> Shape {
    guard let last = lastLayers.last else { return network.input }
    return network.shapes[last]
  }

  private func blank(_ index: Int) -> ck_form {
    let source = network.input(of: index)
    let output = network.shapes[index]
    var stage = ck_form()
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
  }

  private mutating func normalise(_ index: Int) throws(Failure) {
    guard var stage = forms.popLast(), joined == 1, dropout == nil, stage.normalised == 0,
      stage.residual < 0, stage.rectified == 0
    else { throw refusal(index, "normalises something else than a fresh product") }
    stage.normalised = 1
    stage.scale = place(index, .scale)
    stage.offset = place(index, .offset)
    stage.mean = place(index, .runningMean)
    stage.variance = place(index, .runningVariance)
    forms.append(stage)
  }

  private mutating func add(_ index: Int, _ other: Int) throws(Failure) {
    guard let source = lastLayers.firstIndex(of: other), source + 1 < forms.count,
      forms[source].kernel > 0, forms[source + 1].kernel > 0, joined == 1, dropout == nil,
      forms[forms.count - 1].residual < 0, forms[forms.count - 1].rectified == 0
    else { throw refusal(index, "adds something else than the whole output of a convolution") }
    forms[forms.count - 1].residual = Int64(source)
  }

  private mutating func rectify(_ index: Int) throws(Failure) {
    guard !forms.isEmpty, joined == 1, dropout == nil else {
      throw refusal(index, "rectifies something else than a product")
    }
    forms[forms.count - 1].rectified = 1
  }
}

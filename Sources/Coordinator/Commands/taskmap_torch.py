#!/usr/bin/env python3
"""Runs networks that Taskmap has exported, in PyTorch.

    python3 taskmap_torch.py normal.safetensors ...

prints what each network takes and gives. In a program:

    network = taskmap_torch.load("normal.safetensors")
    images = network.images(pixels)          # bytes [N, size, size, 3] to numbers in [-1, 1]
    representation = network.encode(images)  # [N, 8, 8, 8]
    output = network(images)                 # what the loss compares: standardised, or logits
    values = network.values(output)          # what it means: see network.output["meaning"]

Images and maps are [image][row][column][channel]. A task of several views takes the views of a
sample one after the other: [N * views, size, size, 3]. Only torch is needed.
"""

import json
import struct
import sys

import torch
from torch.nn import functional


def read(path):
    """The tensors of a safetensors file by name, and the texts of its header."""
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        data = bytearray(file.read())
    texts = header.pop("__metadata__", {})
    tensors = {}
    for name, entry in header.items():
        start, end = entry["data_offsets"]
        if entry["dtype"] == "F32":
            values = torch.frombuffer(data, dtype=torch.float32, count=(end - start) // 4, offset=start)
            tensors[name] = values.reshape(entry["shape"]).clone()
    return tensors, texts


def load(path):
    """The network in the file, in inference mode."""
    tensors, texts = read(path)
    if not texts.get("format", "").startswith("taskmap-network/"):
        raise ValueError(f"{path} is no network of Taskmap")
    return Network(tensors, texts).eval()


class Network(torch.nn.Module):
    """An encoder, with the decoder of its task where it has one."""

    def __init__(self, tensors, texts):
        super().__init__()
        self.task = texts.get("task")
        self.input = json.loads(texts["input"])
        self.output = json.loads(texts.get("output", "null"))
        self.layers = json.loads(texts["layers"])
        for name, tensor in tensors.items():
            key = name.replace(".", "_")
            if name.split(".")[-1] in ("weight", "bias", "scale", "offset"):
                self.register_parameter(key, torch.nn.Parameter(tensor))
            elif name != "losses":
                self.register_buffer(key, tensor)

    def images(self, pixels):
        """Bytes [N, size, size, red green blue] as the encoder takes them.

        Tasks that see noise, grey or tiles (network.input["variant"]) want that done afterwards.
        """
        return pixels.float() / 127.5 - 1

    def encode(self, images):
        """The representation of each image."""
        return self.run(images, [layer for layer in self.layers if layer["section"] == "encoder"])

    def forward(self, images):
        """The output for each sample: standardised numbers, or logits."""
        return self.run(images, self.layers)

    def values(self, output):
        """What an output means: numbers in their units, or probabilities."""
        how = self.output["postprocessing"]
        if how == "sigmoid":
            return torch.sigmoid(output)
        if how == "softmax":
            return torch.softmax(output, dim=-1)
        return output * torch.tensor(self.output["deviation"]) + torch.tensor(self.output["mean"])

    def run(self, images, layers):
        results = []
        start = images.permute(0, 3, 1, 2)
        x = start
        for layer in layers:
            if layer["op"] == "from":
                x = start if layer["layer"] < 0 else results[layer["layer"]]
            elif layer["op"] == "add":
                x = x + (start if layer["layer"] < 0 else results[layer["layer"]])
            else:
                x = self.apply_layer(layer, x)
            results.append(x)
        return x.permute(0, 2, 3, 1)

    def tensor(self, layer, role):
        return getattr(self, f"{layer['name']}.{role}".replace(".", "_"), None)

    def apply_layer(self, layer, x):
        """One layer on maps [image][channel][row][column], torch's own order."""
        op = layer["op"]
        if op == "convolution":
            if layer["upsampled"]:
                x = functional.interpolate(x, scale_factor=2, mode="nearest")
            taps = self.tensor(layer, "weight").permute(3, 2, 0, 1)
            x = functional.conv2d(
                x, taps, stride=layer["stride"], padding=layer["padding"], dilation=layer["dilation"])
            bias = self.tensor(layer, "bias")
            if layer["bias"] == "perChannel":
                x = x + bias[:, None, None]
            elif layer["bias"] == "perPosition":
                x = x + bias.permute(2, 0, 1)
            return x
        if op == "batch_norm":
            return functional.batch_norm(
                x, self.tensor(layer, "running_mean"), self.tensor(layer, "running_variance"),
                self.tensor(layer, "scale"), self.tensor(layer, "offset"), eps=layer["epsilon"])
        if op == "relu":
            return functional.relu(x)
        if op == "max_pool":
            return functional.max_pool2d(x, layer["kernel"], layer["stride"], layer["padding"])
        if op == "pixel_shuffle":
            # Channel (row * factor + column) * C + c goes to channel c; torch's own has c first.
            images, channels, height, width = x.shape
            factor = layer["factor"]
            x = x.reshape(images, factor, factor, channels // factor**2, height, width)
            x = x.permute(0, 3, 4, 1, 5, 2)
            return x.reshape(images, channels // factor**2, height * factor, width * factor)
        if op == "join_views":
            joined = self.flat(x).reshape(x.shape[0] // layer["views"], -1)
            return joined[:, :, None, None]
        if op == "linear":
            x = self.flat(x) @ self.tensor(layer, "weight")
            if layer["bias"]:
                x = x + self.tensor(layer, "bias")
            return x[:, :, None, None]
        if op == "dropout":
            return functional.dropout(x, layer["rate"], self.training)
        raise ValueError(f"a layer of an unknown kind, {op}")

    @staticmethod
    def flat(x):
        """Each image as one vector, row by row, the channels of a pixel side by side."""
        return x.permute(0, 2, 3, 1).reshape(x.shape[0], -1)


def main(paths):
    if not paths or paths[0] in ("-h", "--help"):
        print(__doc__.strip())
        return
    for path in paths:
        network = load(path)
        size = network.input["size"]
        images = torch.zeros(network.input["views"], size, size, 3)
        with torch.no_grad():
            representation = network.encode(images)
            print(f"{path}: {network.task or 'an encoder alone'}")
            print(f"  representation {list(representation.shape[1:])}")
            if network.output:
                print(f"  output {list(network(images).shape[1:])}: {network.output['meaning']}")


if __name__ == "__main__":
    main(sys.argv[1:])

"""Exports one network of torchvision or timm with random weights, and the gradient of its logits by PyTorch.

    python export.py NAME FOLDER [--opset N] [--dynamo] [--size PIXELS]

Writes FOLDER/model.onnx, FOLDER/image.bin and FOLDER/upstream.bin (float32), and FOLDER/expected.json: the logits, and
of each parameter the norm of its gradient and the gradient's products with a few fixed directions. Needs torch, torchvision,
timm, onnx and onnxscript; nothing is downloaded. compare.ts in this folder computes the same from the ONNX file alone.
"""

import argparse
import json
import math
from pathlib import Path

import timm
import torch
import torchvision

LABELS = 3
BATCH = 2


def build(name: str, size: int) -> torch.nn.Module:
    if name.startswith("timm:"):
        family = name.removeprefix("timm:")
        options = {"img_size": size} if family.startswith(("vit", "deit", "swin", "maxvit")) else {}
        return timm.create_model(family, pretrained=False, num_classes=LABELS, **options)
    options = {"aux_logits": False, "init_weights": True} if name == "inception_v3" else {}
    if name == "vit_b_16":
        options = {"image_size": size}
    return torchvision.models.get_model(name, weights=None, num_classes=LABELS, **options)


def randomise(model: torch.nn.Module) -> None:
    """No parameter stays 0, 1 or equal to another: gradients matter, and the exporter merges none."""
    generator = torch.Generator().manual_seed(1)
    for key, value in model.state_dict().items():
        if not value.is_floating_point() or "relative_coords" in key or "attn_mask" in key:
            continue
        noise = torch.rand(value.shape, generator=generator)
        if key.endswith("running_var") or (value.dim() <= 1 and key.endswith("weight")):
            value.copy_(0.5 + noise)
        elif value.dim() <= 1 or value.numel() == 1 or value.std() < 1e-7:
            value.copy_(0.1 + 0.2 * noise)


def direction(length: int) -> torch.Tensor:
    """compare.ts computes the same: sin(1 + 0.7·i) for i = 0, 1, …"""
    return torch.sin(1 + 0.7 * torch.arange(length, dtype=torch.float64))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("name")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--opset", type=int, default=17)
    parser.add_argument("--dynamo", action="store_true")
    parser.add_argument("--size", type=int, default=64)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(0)
    model = build(arguments.name, arguments.size).eval()
    with torch.no_grad():
        randomise(model)
    image = torch.randn(BATCH, 3, arguments.size, arguments.size)
    upstream = torch.randn(BATCH, LABELS)
    arguments.folder.mkdir(parents=True, exist_ok=True)
    logits = model(image)
    (logits * upstream).sum().backward()
    gradients = {
        key: {
            "norm": float(value.grad.double().norm()),
            "product": float(value.grad.double().flatten() @ direction(value.numel())),
            "dims": list(value.shape),
        }
        for key, value in model.named_parameters()
        if value.grad is not None
    }
    expected = {"batch": BATCH, "size": arguments.size, "logits": logits.flatten().tolist(), "gradients": gradients}
    (arguments.folder / "expected.json").write_text(json.dumps(expected))
    image.numpy().tofile(arguments.folder / "image.bin")
    upstream.numpy().tofile(arguments.folder / "upstream.bin")
    options = {"input_names": ["image"], "output_names": ["logits"], "opset_version": arguments.opset}
    path = str(arguments.folder / "model.onnx")
    if arguments.dynamo:
        batch = torch.export.Dim("batch")
        torch.onnx.export(
            model,
            (image,),
            path,
            dynamo=True,
            external_data=False,
            optimize=False,  # else normalisations are folded into convolutions, and the parameters are no longer PyTorch's
            dynamic_shapes=({0: batch},),
            **options,
        )
    else:
        axes = {"image": {0: "batch"}, "logits": {0: "batch"}}
        torch.onnx.export(
            model, (image,), path, dynamo=False, dynamic_axes=axes, do_constant_folding=False, **options
        )


main()

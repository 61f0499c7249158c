"""Exports one network of torchvision or timm with random weights, and PyTorch's gradients of it.

    python export.py NAME FOLDER [--opset N] [--dynamo] [--size PIXELS]

NAME is torchvision's (resnet18) or timm's (timm:vit_tiny_patch16_224). Writes FOLDER/model.onnx and
FOLDER/expected.json, which compare.ts in this folder reads. Needs torch, torchvision, timm, onnx and onnxscript;
nothing is downloaded.
"""

import argparse
import json
from pathlib import Path

import timm
import torch
import torchvision
from pytorch import expected_gradients, export, randomise

LABELS = 3


def build(name: str, size: int) -> torch.nn.Module:
    if name.startswith("timm:"):
        timm.layers.set_fused_attn(False)  # which has no form before opset 14
        family = name.removeprefix("timm:")
        options = {"img_size": size} if family.startswith(("vit", "deit", "swin", "maxvit")) else {}
        return timm.create_model(family, pretrained=False, num_classes=LABELS, **options)
    options = {"aux_logits": False, "init_weights": True} if name == "inception_v3" else {}
    if name == "vit_b_16":
        options = {"image_size": size}
    return torchvision.models.get_model(name, weights=None, num_classes=LABELS, **options)


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
    image, expected = expected_gradients(model, arguments.size)
    arguments.folder.mkdir(parents=True, exist_ok=True)
    (arguments.folder / "expected.json").write_text(json.dumps(expected))
    export(model, image, str(arguments.folder / "model.onnx"), arguments.opset, dynamo=arguments.dynamo)


main()

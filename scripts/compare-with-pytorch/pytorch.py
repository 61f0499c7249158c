"""PyTorch's side of a comparison: an exported network, and its logits and gradients for a given image."""

import math

import torch

BATCH = 2


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


def formula(dims: list[int], value: object) -> torch.Tensor:
    return value(torch.arange(math.prod(dims), dtype=torch.float64)).float().reshape(dims)


def expected_gradients(model: torch.nn.Module, size: int) -> tuple[torch.Tensor, dict]:
    """The image, and what compare-export.test-support.ts compares with."""
    dims = [BATCH, 3, size, size]
    image = formula(dims, lambda index: torch.sin(0.37 * index))
    logits = model(image)
    (logits * formula(list(logits.shape), torch.cos)).sum().backward()
    gradients = {}
    for key, value in model.named_parameters():
        if value.grad is not None:
            flat = value.grad.double().flatten()
            direction = torch.sin(1 + 0.7 * torch.arange(flat.numel(), dtype=torch.float64))
            gradients[key] = {"norm": float(f"{flat.norm():.8g}"), "product": float(f"{flat @ direction:.8g}")}
    return image, {"image": dims, "logits": [float(f"{x:.8g}") for x in logits.flatten()], "gradients": gradients}


def export(model: torch.nn.Module, image: torch.Tensor, path: str, opset: int, *, dynamo: bool) -> None:
    """By either exporter, with any batch; without the optimisations that fold layers' parameters into each other."""
    options = {"input_names": ["image"], "output_names": ["logits"], "opset_version": opset}
    if dynamo:
        options |= {"external_data": False, "optimize": False, "dynamic_shapes": ({0: torch.export.Dim("batch")},)}
    else:
        options |= {"dynamic_axes": {"image": {0: "batch"}, "logits": {0: "batch"}}, "do_constant_folding": False}
    torch.onnx.export(model, (image,), path, dynamo=dynamo, **options)
